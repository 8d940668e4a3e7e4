import type { ImportLine } from '@milepost/protocol';
import { questionsOf, touchpoints } from './surveys.ts';

/** What a metric's scores have to say, counted by hand. */
export interface PlainCount {
  n: number;
  histogram: Record<string, number>;
  funnel: { shown: number; started: number; completed: number; dismissed: number };
}

/** Counts responses as a person with a sheet of paper would, without anything of what the collector counts with. */
export function countPlainly(metric: keyof typeof questionsOf, lines: readonly ImportLine[]): PlainCount {
  const questions: readonly string[] = questionsOf[metric];
  const shown = lines.filter(({ touchpoint }) =>
    touchpoints[touchpoint]?.some(({ id }) => questions.includes(id)),
  );
  const values = shown.flatMap(({ answers = [] }) =>
    answers.filter(({ question }) => questions.includes(question)).map(({ value }) => String(value)),
  );
  return {
    n: values.length,
    histogram: Object.fromEntries(
      Object.entries(Object.groupBy(values, (value) => value)).map(([value, all]) => [
        value,
        all?.length ?? 0,
      ]),
    ),
    funnel: {
      shown: shown.length,
      started: shown.filter(({ answers = [] }) => answers.length > 0).length,
      completed: shown.filter(({ completed }) => completed).length,
      dismissed: shown.filter(({ completed, dismissed }) => dismissed && !completed).length,
    },
  };
}
