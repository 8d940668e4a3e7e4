import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from '@milepost/protocol';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  type CollectorProcess,
  databaseUrl,
  spawnCollector,
  startPostgres,
} from '@milepost/testkit';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openPostgresStore } from './open.ts';

const keys = {
  MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
  MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
  MILEPOST_RATE: 'off',
};

/** Sends responses, each until it is acknowledged, from several connections at once. */
function createSender(collector: CollectorProcess) {
  const acknowledged: Response[] = [];
  const seen = { refused: 0, stored: 0 };
  let stopped = false;
  const post = (responses: Response[]) =>
    collector.post(buildEnvelope({ sent: new Date().toISOString(), responses }));
  const send = async () => {
    while (!stopped) {
      const responses = [buildCsat(4, { shown: new Date().toISOString() })];
      for (let done = false; !done; ) {
        const { status, headers, body } = await post(responses);
        done = status === 200;
        if (done) expect(body.rejected).toEqual([]);
        else {
          expect([status, body.code]).toEqual([503, 'unavailable']);
          expect(headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
          await wait(20);
        }
        seen[done ? 'stored' : 'refused'] += 1;
      }
      acknowledged.push(...responses);
    }
  };
  const running = Promise.all(Array.from({ length: 8 }, send));
  const more = async (what: keyof typeof seen, count: number) => {
    const before = seen[what];
    await Promise.race([
      running,
      expect.poll(() => seen[what] - before, { timeout: 20_000 }).toBeGreaterThan(count),
    ]);
  };
  const stop = async () => {
    stopped = true;
    await running;
    return acknowledged;
  };
  return { more, stop, post };
}

test('PostgreSQL that is killed, or refuses connections, costs nothing that was acknowledged', async () => {
  await using server = await startPostgres();
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await admin('create database outage');
  const url = databaseUrl(server.url, 'outage');
  await using collector = await spawnCollector({ ...keys, MILEPOST_STORE: url, MILEPOST_LOG: 'silent' });
  expect((await collector.putProgram(buildProgram())).status).toBe(200);
  const sender = createSender(collector);
  for (let cycle = 0; cycle < 3; cycle++) {
    await sender.more('stored', 40);
    await server.kill();
    await sender.more('refused', 10);
    await server.start();
    await sender.more('stored', 40);
  }
  await admin('alter database outage with allow_connections false');
  await admin("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'outage'");
  await sender.more('refused', 10);
  await admin('alter database outage with allow_connections true');
  await sender.more('stored', 40);
  const acknowledged = await sender.stop();

  for (let from = 0; from < acknowledged.length; from += 100) {
    const some = acknowledged.slice(from, from + 100);
    const { body } = await sender.post(some);
    expect(body).toEqual({ accepted: 0, repeated: some.length, rejected: [] });
  }
  const [row] = (await collector.scores({ metric: 'csat' })).body.rows;
  expect(row).toMatchObject({ n: acknowledged.length, funnel: { shown: acknowledged.length } });
  const store = await openPostgresStore(url, Date.now);
  expect(await store.verifyCells('default', 5)).toEqual({ faults: [], count: 0 });
  await store.close();
}, 90_000);
