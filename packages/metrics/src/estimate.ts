import type { Histogram } from './histogram.ts';
import { type Bounds, checkConfidence } from './interval/interval.ts';
import { type Moments, mean } from './moments.ts';

/**
 * Where a new metric goes: its name here, its file beside `score/nps.ts`, its line in `score/estimators.ts` (the
 * compiler asks for it) and in `index.ts`, its worked examples in `golden/`.
 */
export type Metric = 'nps' | 'csat' | 'ces' | 'cxi' | 'pmf' | 'rating' | 'thumbs';

/**
 * How the interval was computed, and with it what an answer counts: its sign (`adjusted-wald-3t`), its hit (`wilson`),
 * its value (`t`).
 */
export type Method = 'adjusted-wald-3t' | 'wilson' | 't';

/** A score with its interval and all that it was made of. Nothing is rounded, and no number is NaN or -0. */
export interface Estimate {
  readonly metric: Metric;
  /** The id of the histogram's scale. */
  readonly scale: string;
  /** Answers. Skipped questions and dismissed surveys are not among them. */
  readonly n: number;
  /** In the metric's own unit; null when there is no answer, like `low`, `high` and `mean`. */
  readonly score: number | null;
  /** Null also when the answers cannot tell how sure they are: a mean of one answer, or of equal ones. */
  readonly low: number | null;
  readonly high: number | null;
  /** The mean answer, in values of the scale. */
  readonly mean: number | null;
  readonly confidence: number;
  readonly method: Method;
  /** The lowest value of the top boxes of a rating that has them. */
  readonly top?: number;
  /** What the answers count, added up. */
  readonly moments: Moments;
  /** Where accounts or weights are known: how many times less the answers say than as many independent ones. */
  readonly designEffect?: number | null;
  /** Where accounts are known: how many, and the degrees of freedom that they leave. */
  readonly clusters?: number;
  readonly degreesOfFreedom?: number | null;
  readonly histogram: Histogram;
}

/** What a metric adds to what every estimate has. */
interface Recipe extends Pick<Estimate, 'metric' | 'method' | 'confidence' | 'moments'> {
  /** Of the mean worth; called only when there is an answer. */
  readonly interval: (moments: Moments, confidence: number) => Bounds | null;
}

/** The one place where an estimate is put together. */
export function estimateOf(
  histogram: Histogram,
  { metric, method, confidence, moments, interval }: Recipe,
): Estimate {
  checkConfidence(confidence);
  const { n, sum } = moments;
  const unit = unitOf(method);
  const bounds = n === 0 ? null : interval(moments, confidence);
  return {
    metric,
    scale: histogram.scale,
    n,
    // Multiplied first and divided once, so that no error of two rounded percentages adds up.
    score: n === 0 ? null : (unit * sum) / n,
    low: bounds && unit * bounds.low,
    high: bounds && unit * bounds.high,
    mean: mean(histogram),
    confidence,
    method,
    moments,
    histogram,
  };
}

/** The score of answers that all count 1: points of a hundred for signs and hits, the value itself for a mean. */
export function unitOf(method: Method): number {
  return method === 't' ? 1 : 100;
}
