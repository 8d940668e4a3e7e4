import type { KnownProgram } from '../../program/known.ts';
import { conceal, type Sum } from '../privacy/conceal.ts';

/** What is told of each place of the journey: of all of it, of each stage and of each touchpoint. */
export interface Levels<T> {
  overall: T | undefined;
  stages: ReadonlyMap<string, T>;
  touchpoints: ReadonlyMap<string, T>;
}

/** What may be suppressed. */
export interface Counted {
  /** Answers, or prompts. */
  n: number;
  suppressed: boolean;
}

/**
 * Suppresses, across the levels, what could be found by subtraction: the tables have seen to each level by itself. A
 * level that is missing, since its answers make no common score, gives nothing away.
 */
export function concealLevels<T extends Counted>(levels: Levels<T>, known: KnownProgram): Levels<T> {
  const sums = new Map<T, Sum>();
  const sumOf = (one: T, parts: Sum[]): Sum => {
    const sum = { n: one.n, suppressed: one.suppressed, parts };
    sums.set(one, sum);
    return sum;
  };
  const places = [...levels.touchpoints].map(([name, one]) => ({
    stage: stageOf(name, known),
    sum: sumOf(one, []),
  }));
  const stages = [...levels.stages].map(([name, one]) =>
    sumOf(
      one,
      places.filter(({ stage }) => stage === name).map(({ sum }) => sum),
    ),
  );
  if (levels.overall) conceal(sumOf(levels.overall, stages));
  else for (const stage of stages) conceal(stage);
  const told = (one: T): T => (sums.get(one)?.suppressed ? { ...one, suppressed: true } : one);
  return {
    overall: levels.overall && told(levels.overall),
    stages: new Map([...levels.stages].map(([name, one]) => [name, told(one)])),
    touchpoints: new Map([...levels.touchpoints].map(([name, one]) => [name, told(one)])),
  };
}

/** The stage that a touchpoint belongs to, or did when it was in the program. */
export function stageOf(touchpoint: string, { touchpoints }: Pick<KnownProgram, 'touchpoints'>): string {
  return touchpoints.get(touchpoint)?.stage ?? '';
}
