import {
  checkProgram,
  type ImportLine,
  type Program,
  type ScoreQuery,
  type ScoreQueryInput,
  scoreQuery,
} from '@milepost/protocol';
import { createRandom, startCollector, type TestCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { slowRows, type World } from '../reading/table/slow/slow-reference.fixture.ts';
import { exclusion, line, programs, query } from './random-world.fixture.ts';

async function fill(
  collector: TestCollector,
  { sent, asked }: { sent: ImportLine[][]; asked: ScoreQueryInput[] },
) {
  const askAll = () => Promise.all(asked.map((parameters) => ask(collector, parameters)));
  const headers = { Authorization: `Bearer ${collector.secretKey}`, 'Content-Type': 'application/json' };
  // What was sent before is sent again, changed; it merges.
  for (const lines of sent) {
    expect((await collector.importLines(lines)).body.faults).toEqual([]);
    await askAll();
  }
  const body = JSON.stringify({ id: exclusion, reason: 'test', by: 'us', account: 'account 3' });
  const excluded = await collector.request('/v1/exclusions', { method: 'POST', headers, body });
  if (excluded.status >= 300) throw new Error(JSON.stringify(excluded.body));
  await askAll();
  for (const person of ['p1', 'p12', 'p20'])
    expect((await collector.request(`/v1/people/${person}`, { method: 'DELETE', headers })).status).toBe(200);
}

async function exported(collector: TestCollector): Promise<ImportLine[]> {
  const { body } = await collector.request<string>('/v1/export', {
    headers: { Authorization: `Bearer ${collector.secretKey}` },
  });
  return `${body}`
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as ImportLine);
}

/** What the collector answers: its rows, or why there are none. */
async function ask(collector: TestCollector, parameters: ScoreQueryInput) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const one of [value].flat()) search.append(name, String(one));
  const { status, body } = await collector.request<{ rows: unknown[]; notes: string[] }>(
    `/v1/scores?${search}`,
    {
      headers: { Authorization: `Bearer ${collector.secretKey}` },
    },
  );
  return status === 200 ? body.rows : `${body.code} ${body.errors?.map(({ path }) => path).join() ?? ''}`;
}

function slowly(parsed: ScoreQuery, world: World) {
  try {
    return slowRows(parsed, world);
  } catch (error) {
    if ((error as Error).message === 'scale_mixed') return 'scale_mixed ';
    throw error;
  }
}

/** Numbers within a billionth are one number; everything else is as it is. */
function near(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isInteger(value)) return expect.closeTo(value, 9);
  if (Array.isArray(value)) return value.map(near);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, near(part)]));
  return value;
}

const rounds = 4;
const queries = 30;

test.each(Array.from({ length: rounds }, (_, round) => round))(
  'random programs, answers and queries have the rows that every answer by itself gives, round %i',
  async (round) => {
    const random = createRandom(4_711 + round);
    const inputs = programs(random);
    await using collector = await startCollector({ program: null });
    const versions: World['versions'] = {};
    let latest: Program | null = null;
    for (const input of inputs) {
      const { program } = checkProgram(input);
      if (!program) throw new Error('the program of this test has faults');
      expect((await collector.putProgram(input)).status).toBe(200);
      for (const [name, content] of Object.entries(program.surveys))
        versions[name] = [...(versions[name] ?? []), content];
      latest = program;
    }
    if (!latest) throw new Error('there is no program');
    const lines = Array.from({ length: random.pick([60, 200, 400]) }, () => line({ versions }, random));
    const again = lines.slice(0, 20).map((one) => ({ ...one, completed: one.shown }));
    const half = lines.length / 2;
    const sent = [lines.slice(0, half), lines.slice(half), again];
    const asked = Array.from({ length: queries }, () => query(random));
    await fill(collector, { sent, asked });
    // Where the tests run on PostgreSQL, a SQLite file has the same answers.
    const isPostgres = process.env['MILEPOST_TEST_STORE'] === 'postgres';
    await using other = isPostgres
      ? await startCollector({ program: null, environment: { MILEPOST_STORE: 'sqlite:milepost.db' } })
      : null;
    if (other) {
      for (const input of inputs) await other.putProgram(input);
      await fill(other, { sent, asked: [] });
    }
    const world = { program: latest, versions, lines: await exported(collector), now: collector.clock() };
    const met = { rows: 0, suppressed: 0, clustered: 0, changed: 0 };
    for (const parameters of asked) {
      const told = await ask(collector, parameters);
      const where = JSON.stringify(parameters);
      if (other) expect(told, where).toEqual(await ask(other, parameters));
      if (typeof told === 'string' && told.startsWith('query_invalid')) {
        expect(parameters.unit, where).toBe('account');
        continue;
      }
      const expected = slowly(scoreQuery.parse(parameters), world);
      expect(told, where).toEqual(near(expected));
      if (typeof expected === 'string') continue;
      met.rows += expected.length;
      for (const row of expected) {
        met.suppressed += Number(row.suppressed !== null);
        met.clustered += Number('designEffect' in row);
        met.changed += Number('change' in row && row.change !== null);
      }
    }
    // Nothing of this is said of nothing.
    expect(met.rows).toBeGreaterThan(50);
    expect(met.suppressed).toBeGreaterThan(0);
    expect(met.clustered).toBeGreaterThan(0);
  },
  120_000,
);
