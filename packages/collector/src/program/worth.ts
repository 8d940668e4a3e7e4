import { estimators, histogram, type Metric } from '@milepost/metrics';
import type { Scale } from '@milepost/protocol';
import { compositeScale } from '@milepost/protocol/scale';
import { slotOf } from '../intake/cells.ts';
import type { KnownSurvey } from './known.ts';

/** A question whose answers make a score, with what each of them counts in it. */
export interface WorthyQuestion {
  metric: Metric;
  scale: Scale;
  /** The lowest top box of a rating that has them. */
  top: number | undefined;
  /** What an answer counts, by its column: its sign, its hit or its value (`Estimate.moments`). */
  worths: readonly number[];
}

const known = new WeakMap<KnownSurvey, ReadonlyMap<string, WorthyQuestion>>();

/** The questions of a version of a survey that make scores, by the names that cells have; composites among them. */
export function worthyQuestions(survey: KnownSurvey): ReadonlyMap<string, WorthyQuestion> {
  let questions = known.get(survey);
  if (!questions) {
    questions = new Map(questionsOf(survey));
    known.set(survey, questions);
  }
  return questions;
}

function* questionsOf({ answers, composites }: KnownSurvey): Iterable<[string, WorthyQuestion]> {
  for (const [name, { type, scale, question }] of answers) {
    if (!scale || !isMetric(type)) continue;
    yield [name, worthy(type, scale, 'top' in question ? question.top : undefined)];
  }
  for (const name of composites) yield [name, worthy('cxi', compositeScale, undefined)];
}

function worthy(metric: Metric, scale: Scale, top: number | undefined): WorthyQuestion {
  const worths: number[] = [];
  for (let value = scale.min; value <= scale.max; value++) {
    const alone = Array.from({ length: scale.max - scale.min + 1 }, (_, at) =>
      Number(scale.min + at === value),
    );
    // The sum of a single answer is what it counts: so no metric is written down a second time.
    const { moments } = estimators[metric](histogram(scale, alone), top === undefined ? {} : { top });
    worths[slotOf(scale, value)] = moments.sum;
  }
  return { metric, scale, top, worths };
}

function isMetric(type: string): type is Metric {
  return Object.hasOwn(estimators, type);
}
