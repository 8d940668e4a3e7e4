import { checkCounts, type Histogram, mean, total } from './histogram.ts';
import { checkConfidence } from './interval.ts';

/**
 * Where a new metric goes: its name here, its file beside `nps.ts` and `csat.ts`, its line in `estimators.ts` (the
 * compiler asks for it) and in `index.ts`, its worked examples in `golden.json`.
 */
export type Metric = 'nps' | 'csat';

/** How the interval was computed. */
export type Method = 'adjusted-wald-3t' | 'wilson';

/** A score with its interval and all that it was made of. Nothing is rounded, and no number is NaN or -0. */
export interface Estimate {
  readonly metric: Metric;
  /** The id of the histogram's scale. */
  readonly scale: string;
  /** Answers. Skipped questions and dismissed surveys are not among them. */
  readonly n: number;
  /** In the metric's own unit; null when there is no answer, like `low`, `high` and `mean`. */
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The mean answer, in values of the scale. */
  readonly mean: number | null;
  readonly confidence: number;
  readonly method: Method;
  readonly histogram: Histogram;
}

/** What a metric adds to what every estimate has. */
interface Recipe {
  metric: Metric;
  method: Method;
  confidence: number;
  /** Called only when there is an answer. */
  measure: () => { score: number; low: number; high: number };
}

/** The one place where an estimate is put together. */
export function estimateOf(histogram: Histogram, { metric, method, confidence, measure }: Recipe): Estimate {
  checkCounts(histogram);
  checkConfidence(confidence);
  const n = total(histogram);
  const { score, low, high } = n === 0 ? { score: null, low: null, high: null } : measure();
  return {
    metric,
    scale: histogram.scale,
    n,
    score: unsigned(score),
    low: unsigned(low),
    high: unsigned(high),
    mean: mean(histogram),
    confidence,
    method,
    histogram,
  };
}

/** -0 becomes 0. */
function unsigned(value: number | null): number | null {
  return value === 0 ? 0 : value;
}
