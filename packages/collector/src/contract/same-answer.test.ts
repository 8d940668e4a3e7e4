import { randomUUID } from 'node:crypto';
import {
  checkProgram,
  type ImportLine,
  type Program,
  type ProgramInput,
  type ScoreQuery,
  type ScoreQueryInput,
  scoreQuery,
} from '@milepost/protocol';
import {
  buildProgram,
  createRandom,
  type Random,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { expect, test } from 'vitest';
import { slowRows, type World } from '../reading/table/slow/slow-reference.fixture.ts';

type Question = ProgramInput['surveys'][string]['questions'][number];

const zones = ['UTC', 'Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Chatham'];
const traits = ['plan', 'size'];
const touchpoints = ['a', 'b', 'c'];
const surveys = ['s', 't'];
const maybe = <T>(random: Random, chance: number, make: () => T): T[] => (random() < chance ? [make()] : []);

function questions(random: Random): Question[] {
  const words = String(random.int(0, 1e9));
  const points = <Most extends number>(most: Most) => random.int(2, most);
  const all: Question[] = [
    { id: 'nps', type: 'nps', text: words },
    { id: 'csat', type: 'csat', text: words, ...maybe(random, 0.2, () => ({ points: points(5) }))[0] },
    { id: 'ces', type: 'ces', text: words, ...maybe(random, 0.2, () => ({ edition: 1 as const }))[0] },
    { id: 'cxi', type: 'cxi', text: words, needs: 'Needs?', ease: 'Ease?', enjoyment: 'Enjoyment?' },
    { id: 'pmf', type: 'pmf', text: words },
    {
      id: 'rating',
      type: 'rating',
      text: words,
      points: 5,
      ...maybe(random, 0.3, () => ({ top: random.int(2, 5) }))[0],
    },
    { id: 'thumbs', type: 'thumbs', text: words },
  ];
  return [...all.filter(() => random() < 0.8), { id: 'why', type: 'text', text: 'Why?', optional: true }];
}

function programs(random: Random): ProgramInput[] {
  const stages = [
    { id: 'x', label: 'X' },
    { id: 'y', label: 'Y' },
  ];
  const base = buildProgram({
    stages,
    timezone: random.pick(zones),
    segments: [...traits, 'fact:queue'],
    privacy: { k: random.int(3, 6) },
    precision: { countsOnlyBelow: random.int(1, 12), lowBelow: 30 },
    touchpoints: Object.fromEntries(
      touchpoints.map((name) => [
        name,
        {
          label: name,
          stage: random.pick(['x', 'y']),
          pattern: random.pick(['past', 'present']),
          survey: random.pick(surveys),
        },
      ]),
    ),
  });
  return Array.from({ length: random.int(1, 3) }, () => ({
    ...base,
    surveys: Object.fromEntries(
      surveys.map((name) => [
        name,
        { questions: questions(random), locales: { de: { why: { text: 'Warum?' } } } },
      ]),
    ),
  }));
}

const now = Date.parse('2026-11-22T07:00:03.120Z');
const hour = 3_600_000;

function answerTo(question: Program['surveys'][string]['questions'][number], random: Random) {
  const of = (name: string, min: number, max: number) => ({ question: name, value: random.int(min, max) });
  switch (question.type) {
    case 'nps':
      return [of('nps', 0, 10)];
    case 'csat':
    case 'rating':
      return [of(question.id, 1, question.points ?? 5)];
    case 'ces':
      return [of('ces', 1, question.edition === 1 ? 5 : 7)];
    case 'cxi':
      return ['needs', 'ease', 'enjoyment'].flatMap((item) =>
        maybe(random, 0.85, () => of(`cxi.${item}`, 1, 5)),
      );
    case 'pmf':
      return [of('pmf', 1, 3)];
    case 'thumbs':
      return [of('thumbs', 0, 1)];
    default:
      return [{ question: question.id, value: 'Slow' }];
  }
}

function line(world: Pick<World, 'versions'>, random: Random): ImportLine {
  const survey = random.pick(surveys);
  const version = random.int(1, world.versions[survey]?.length ?? 1);
  const person = random.int(1, 40);
  const shown = now - random.int(1, 100 * 24) * hour;
  const at = new Date(shown + 60_000).toISOString();
  const content = world.versions[survey]?.[version - 1]?.questions ?? [];
  const answers = content.flatMap((question) => maybe(random, 0.7, () => answerTo(question, random)).flat());
  const isKnown = random() < 0.8;
  return {
    id: randomUUID(),
    touchpoint: random.pick(touchpoints),
    survey,
    version,
    shown: new Date(shown).toISOString(),
    answers: answers.map((answer) => ({ ...answer, at })),
    ...maybe(random, 0.6, () => ({ completed: at }))[0],
    ...maybe(random, 0.2, () => ({
      dismissed: { at, reason: random.pick(['closed', 'later', 'timeout'] as const) },
    }))[0],
    ...maybe(random, 0.7, () => ({ locale: random.pick(['en', 'de', 'fr']) }))[0],
    ...maybe(random, 0.5, () => ({ channel: random.pick(['email', 'link'] as const) }))[0],
    ...maybe(random, 0.5, () => ({ facts: { queue: random.pick(['one', 'two:b']) } }))[0],
    person: {
      ...(isKnown && { id: `p${person}` }),
      ...(isKnown && random() < 0.8 && { account: `account ${person % 7}` }),
      traits: {
        plan: random.pick(['pro', 'basic', 'basic', 'free']),
        ...maybe(random, 0.6, () => ({ size: random.int(1, 3) }))[0],
      },
    },
    ...maybe(random, 0.1, () => ({ verified: false }))[0],
  };
}

const exclusion = randomUUID();
const days = [
  '2026-08-17',
  '2026-09-01',
  '2026-09-15',
  '2026-10-01',
  '2026-10-25',
  '2026-11-01',
  '2026-11-10',
];

function query(random: Random): ScoreQueryInput {
  const metric = random.pick(['nps', 'csat', 'ces', 'cxi', 'pmf', 'rating', 'thumbs'] as const);
  const breakdowns = [
    'touchpoint',
    'stage',
    'pattern',
    'survey',
    'version',
    'question',
    'scale',
    'locale',
    'channel',
    'plan',
    'size',
    'fact:queue',
  ];
  const by = random.shuffle(breakdowns).slice(0, random.pick([0, 1, 1, 2]));
  const [from, to] = random.shuffle(days).slice(0, 2).sort();
  const where = random.shuffle([
    'plan:pro',
    'plan:basic',
    'size:2',
    'fact:queue:two:b',
    'locale:(other)',
    'channel:email',
  ]);
  return {
    metric,
    interval: random.pick(['day', 'week', 'month', 'quarter', 'year', 'all', 'all', 'month']),
    ...(by.length > 0 && { by: by.join() }),
    ...(from && random() < 0.5 && { from }),
    ...(to && random() < 0.3 && { to }),
    ...maybe(random, 0.15, () => ({ touchpoint: random.pick(['a', 'b,c']) }))[0],
    ...maybe(random, 0.1, () => ({ stage: 'x' }))[0],
    ...maybe(random, 0.15, () => ({ survey: 's' }))[0],
    ...maybe(random, 0.1, () => ({ channel: 'email,link' }))[0],
    ...maybe(random, 0.3, () => ({ where: where.slice(0, random.int(1, 2)) }))[0],
    ...(metric === 'cxi' && random() < 0.2 && { question: 'cxi.ease' }),
    ...maybe(random, 0.3, () => ({ compare: 'previous' as const }))[0],
    ...maybe(random, 0.2, () => ({ confidence: '0.8' }))[0],
    ...maybe(random, 0.15, () => ({ unit: 'account' as const }))[0],
  };
}

/** Everything is asked in between as well, so that what the collector keeps of it has to be found to be old. */
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
