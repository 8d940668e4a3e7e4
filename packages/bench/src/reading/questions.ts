import type { Dialect } from './backend.ts';
import { places } from './made-program.ts';
import type { Span } from './made-responses.ts';

/** What is asked over HTTP, and of the raw answers in the store's own language. */
export interface Question {
  name: string;
  /** Asked in turn, so that no answer is the one before. All cost the same. */
  paths: readonly string[];
  /** The question of the first path: `n` answers by whatever it splits them by. */
  raw: string;
  /** Milliseconds within which 99 of 100 are to be answered. */
  target: number;
}

const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const days = 90;

/** What analysts ask most, and what costs most. */
export function questionsOf({ text, month, ofProject }: Dialect, span: Span): Question[] {
  const range = `from=${dateOf(span.to - days)}&to=${dateOf(span.to)}`;
  const lately = `day >= ${span.to - days} and day < ${span.to}`;
  const answer = text('answers.0.value');
  const raw = (parts: { by?: readonly string[]; where?: readonly string[] }) => {
    const columns = [...(parts.by ?? []), answer];
    const where = [ofProject, ...(parts.where ?? []), `${answer} is not null`];
    const groups = columns.map((_, index) => index + 1).join();
    return `select ${columns.map((column, index) => `${column} as c${index}`).join()}, count(*) as n from responses
      where ${where.join(' and ')} group by ${groups}`;
  };
  // The same rows with other intervals: nothing that was computed for one serves the other.
  const confidences = Array.from({ length: 10 }, (_, index) => `confidence=0.9${index}`);
  const [first] = places;
  const here = `touchpoint = '${first?.touchpoint}'`;
  const plan = text('person.traits.plan');
  return [
    {
      name: `one touchpoint, ${days} days`,
      paths: places.map(({ touchpoint }) => `/v1/scores?metric=csat&touchpoint=${touchpoint}&${range}`),
      raw: raw({ where: [here, lately] }),
      target: 2,
    },
    {
      name: 'all 20 touchpoints by month, 25 months',
      paths: confidences.map((one) => `/v1/scores?metric=csat&by=touchpoint&interval=month&${one}`),
      raw: raw({ by: ['touchpoint', month('day')] }),
      target: 10,
    },
    {
      name: `a segment by touchpoint, ${days} days`,
      paths: confidences.map((one) => `/v1/scores?metric=csat&by=plan,touchpoint&${range}&${one}`),
      raw: raw({ by: [plan, 'touchpoint'], where: [lately] }),
      target: 25,
    },
    {
      name: `hot spots of 1,000 articles, ${days} days`,
      paths: Array.from(
        { length: 10 },
        (_, index) => `/v1/hotspots?metric=csat&by=fact:article&${range}&minN=${30 + index}`,
      ),
      raw: raw({ by: [text('facts.article')], where: [here, lately] }),
      target: 50,
    },
    {
      name: `two segments crossed, one touchpoint, ${days} days`,
      paths: places.map(
        ({ touchpoint }) => `/v1/scores?metric=csat&by=plan,region&touchpoint=${touchpoint}&${range}`,
      ),
      raw: raw({ by: [plan, text('person.traits.region')], where: [here, lately] }),
      target: 1_500,
    },
    {
      name: 'two segments crossed, everything',
      paths: confidences.map((one) => `/v1/scores?metric=csat&by=plan,region&${one}`),
      raw: raw({ by: [plan, text('person.traits.region')] }),
      target: 1_500,
    },
    {
      name: `scorecard, ${days} days`,
      paths: confidences.map((one) => `/v1/scorecard?${range}&${one}`),
      raw: raw({ by: ['touchpoint', text('answers.1.value')], where: [lately] }),
      target: 50,
    },
  ];
}
