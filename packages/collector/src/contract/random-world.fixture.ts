import { randomUUID } from 'node:crypto';
import type { ImportLine, Program, ProgramInput, ScoreQueryInput } from '@milepost/protocol';
import { buildProgram, type Random } from '@milepost/testkit';
import type { World } from '../reading/table/slow/slow-reference.fixture.ts';

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

export function programs(random: Random): ProgramInput[] {
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

export function line(world: Pick<World, 'versions'>, random: Random): ImportLine {
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

export const exclusion = randomUUID();
const days = [
  '2026-08-17',
  '2026-09-01',
  '2026-09-15',
  '2026-10-01',
  '2026-10-25',
  '2026-11-01',
  '2026-11-10',
];

export function query(random: Random): ScoreQueryInput {
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
