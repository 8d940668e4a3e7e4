import type { Response } from '@milepost/protocol';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  type CollectorProcess,
  createRandom,
  createTestDatabase,
  spawnCollector,
} from '@milepost/testkit';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import type { StoredText } from '../store.ts';
import { openPostgresStore } from './open.ts';

vi.setConfig({ testTimeout: 90_000 });

const keys = {
  MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
  MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
  MILEPOST_RATE: 'off',
};
const program = buildProgram({ segments: ['plan', 'fact:queue'], cells: { buckets: 4 } });
const start = (url: string) => spawnCollector({ ...keys, MILEPOST_STORE: url });

async function post(collector: CollectorProcess, responses: Response[], plan: string) {
  const { status, body } = await collector.post(
    buildEnvelope({ sent: new Date().toISOString(), person: { traits: { plan } }, responses }),
  );
  expect([status, body.rejected]).toEqual([200, []]);
}

/** Everything that does not tell when a send arrived. */
async function contents(url: string) {
  const store = await openPostgresStore(url, Date.now);
  const all: StoredText[] = [];
  let after: string | null = null;
  do {
    const page = await store.responsePage('default', { after, limit: 500 });
    all.push(...page.rows);
    after = page.next;
  } while (after !== null);
  const cells = await Promise.all(
    ['', 'plan', 'fact:queue', 'channel'].map(async (dimension) => {
      const sums = await store.cells({
        project: 'default',
        dimension,
        scales: ['1..5', 'funnel'],
        from: null,
        to: null,
        byDay: true,
      });
      return sums
        .map((sum) => JSON.stringify(sum))
        .filter((sum) => /[1-9]/.test(sum.slice(sum.indexOf('"counts"'))))
        .sort();
    }),
  );
  const verified = await store.verifyCells('default', 5);
  await store.close();
  return { states: all.map(({ bucket, text }) => ({ bucket, text })), cells, verified };
}

async function deadlocks(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ deadlocks: number }>(
    'select deadlocks::int4 from pg_stat_database where datname = current_database()',
  );
  await client.end();
  return rows[0]?.deadlocks ?? -1;
}

test('several collectors, sent the same responses in other orders at once, come to what one comes to', async () => {
  await using shared = await createTestDatabase();
  await using alone = await createTestDatabase();
  const random = createRandom(22);
  const shown = new Date().toISOString();
  const sends = Array.from({ length: 240 }, (_, index) => {
    const first = { ...buildCsat((index % 5) + 1, { shown }), facts: { queue: `q-${index % 3}` } };
    const { answers: _answers, ...begun } = first;
    return [begun, first, { ...first, completed: shown }];
  }).flat();
  const planOf = ({ id }: Response) => (id < '8' ? 'pro' : `plan-${id.slice(0, 1)}`);
  const plans = [...new Set(sends.map(planOf))];

  const collectors = await Promise.all(Array.from({ length: 3 }, () => start(shared.url)));
  const [one] = collectors as [CollectorProcess];
  expect((await one.putProgram(program)).status).toBe(200);
  const hammer = async (collector: CollectorProcess) => {
    // Every response twice, in an order of its own, over several connections.
    const shuffled = random.shuffle([...sends, ...sends]);
    const work = async () => {
      for (let some = shuffled.splice(0, 30); some.length > 0; some = shuffled.splice(0, 30))
        for (const plan of plans) {
          const mine = some.filter((response) => planOf(response) === plan);
          if (mine.length > 0) await post(collector, mine, plan);
        }
    };
    await Promise.all([work(), work(), work(), work()]);
  };
  await Promise.all(collectors.map(hammer));
  const metrics = { metric: 'csat', by: 'plan,fact:queue', interval: 'day' };
  const scores = await Promise.all(collectors.map(async (each) => (await each.counts(metrics)).body.rows));
  for (const collector of collectors) await collector.end('SIGTERM');

  await using single = await start(alone.url);
  expect((await single.putProgram(program)).status).toBe(200);
  for (const plan of plans)
    for (let from = 0; from < sends.length; from += 90)
      await post(
        single,
        sends.slice(from, from + 90).filter((response) => planOf(response) === plan),
        plan,
      );
  const expected = (await single.counts(metrics)).body.rows;

  for (const rows of scores) expect(rows).toEqual(expected);
  const [together, byItself] = [await contents(shared.url), await contents(alone.url)];
  expect(byItself.states).toHaveLength(240);
  expect(together).toEqual(byItself);
  expect(together.verified).toEqual({ faults: [], count: 0 });
  expect(await deadlocks(shared.url)).toBe(0);
});

test('collectors that start at once on an empty database bring its schema up to date once', async () => {
  await using database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  const stores = await Promise.all(
    Array.from({ length: 4 }, () => openPostgresStore(database.url, Date.now)),
  );
  const made = await Promise.all(stores.map((store) => store.ensureProject('default', 'Default')));
  expect(made.filter(Boolean)).toHaveLength(1);
  const { rows } = await client.query('select count(*)::int4 as count from milepost_migrations');
  expect(rows).toEqual([{ count: 3 }]);
  await Promise.all([...stores.map((store) => store.close()), client.end()]);
});
