import { type Estimate, unitOf } from '../estimate.ts';
import { mergeHistograms } from '../histogram.ts';
import { criticalValue } from '../interval/interval.ts';
import { criticalT } from '../interval/t-interval.ts';
import { MetricsError } from '../metrics-error.ts';
import { type Moments, variance } from '../moments.ts';
import { effectiveInterval, rangeOf } from './effective-interval.ts';
import { kishEffectiveSize } from './kish-effective-size.ts';

/** Answers that all have the same weight. */
export interface Stratum {
  /** Of one answer, from 0 up; only the ratios of weights matter. */
  readonly weight: number;
  readonly estimate: Estimate;
}

/** `histogram` holds the answers as they were given; `score`, `mean` and `moments` are weighted. */
export interface WeightedEstimate extends Estimate {
  /** Linearised, in the unit of the score; null when fewer than two answers have a weight. */
  readonly standardError: number | null;
  /** Kish's: about as many equally weighted answers say as much. */
  readonly effectiveSize: number;
  /** How many times less the answers say than as many equally weighted ones, at least Kish's; null like `standardError`. */
  readonly designEffect: number | null;
}

/**
 * The estimate of a weighted sample, from the estimates of its strata: the answers that share a weight.
 *
 *     m = sum w x / sum w
 *     standardError = sqrt(n / (n - 1) sum w^2 (x - m)^2) / sum w
 *     designEffect = standardError^2 / (weighted variance / n), at least n / effectiveSize
 *
 * The interval is that of the metric's own method, for `n / designEffect` answers with the weighted shares. A few heavy
 * answers that happen to agree have next to no standard error, and are no more certain for it: therefore the least design
 * effect. Weights can come from `rake`.
 *
 * Source: C.-E. Sarndal, B. Swensson and J. Wretman (1992), Model Assisted Survey Sampling, Springer, section 5.5
 * (linearisation of a ratio); the form with n / (n - 1) is that of T. Lumley's R package survey.
 *
 * @throws MetricsError `argument_invalid` when there is no stratum, when a weight is negative, NaN or infinite, or when
 * the strata were not estimated alike; `scale_mixed` when their scales differ.
 * @example
 * const scale = { id: '0..10', min: 0, max: 10 };
 * const few = nps(histogram(scale, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20]));
 * const many = nps(histogram(scale, [0, 0, 0, 0, 0, 0, 0, 0, 80, 0, 0]));
 * weighted([{ weight: 1, estimate: few }, { weight: 1, estimate: many }]).score; // 20
 * weighted([{ weight: 4, estimate: few }, { weight: 1, estimate: many }]).score; // 50
 * weighted([{ weight: 4, estimate: few }, { weight: 1, estimate: many }]).effectiveSize; // 64
 */
export function weighted(strata: readonly Stratum[]): WeightedEstimate {
  const first = strata[0]?.estimate;
  if (!first)
    throw new MetricsError('argument_invalid', 'A weighted estimate needs strata, but there are 0.');
  for (const { estimate } of strata) checkAlike(first, estimate);
  const effectiveSize = kishEffectiveSize(strata.map(({ weight, estimate: { n } }) => ({ weight, n })));
  const histogram = strata.map(({ estimate }) => estimate.histogram).reduce(mergeHistograms);
  const { method, confidence } = first;
  const answered = strata.filter(({ weight, estimate }) => weight > 0 && estimate.n > 0);
  const greatest = Math.max(...answered.map(({ weight }) => weight));
  const counted = answered.map(({ weight, estimate }) => ({ weight: weight / greatest, estimate }));
  const moments = weightedMoments(counted);
  const { n } = moments;
  const told = { ...first, n, moments, histogram, effectiveSize };
  const unknown = { low: null, high: null, standardError: null, designEffect: null };
  if (n === 0) return { ...told, ...unknown, score: null, mean: null };
  const { lowest, highest } = rangeOf(first);
  const score = Math.min(highest, Math.max(lowest, (unitOf(method) * moments.sum) / n)) + 0;
  const mean = weightedMean(counted);
  if (n < 2) return { ...told, ...unknown, score, mean };
  const squaredError = squaredErrorOf(counted, moments.sum / n) * (n / (n - 1));
  const spread = variance(moments) / n;
  const leastEffect = n / effectiveSize;
  const designEffect = spread === 0 ? leastEffect : Math.max(leastEffect, squaredError / spread);
  const critical = method === 't' ? criticalT(confidence, n - 1) : criticalValue(confidence);
  const interval = effectiveInterval(first, { moments, designEffect, critical });
  const standardError = unitOf(method) * Math.sqrt(squaredError);
  return { ...told, ...interval, score, mean, standardError, designEffect };
}

/** Moments of as many answers, with the weighted shares. */
function weightedMoments(strata: readonly Stratum[]): Moments {
  let n = 0;
  let weights = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (const { weight, estimate } of strata) {
    n += estimate.n;
    weights += weight * estimate.n;
    sum += weight * estimate.moments.sum;
    sumOfSquares += weight * estimate.moments.sumOfSquares;
  }
  if (n === 0) return { n, sum, sumOfSquares };
  return { n, sum: (sum / weights) * n, sumOfSquares: (sumOfSquares / weights) * n };
}

function weightedMean(strata: readonly Stratum[]): number {
  let weights = 0;
  let sum = 0;
  for (const { weight, estimate } of strata) {
    weights += weight * estimate.n;
    sum += weight * estimate.n * (estimate.mean ?? 0);
  }
  const { min, counts } = strata[0]?.estimate.histogram ?? { min: 0, counts: [] };
  // Rounding could leave the scale by a speck.
  return Math.min(min + counts.length - 1, Math.max(min, sum / weights)) + 0;
}

/** `sum w^2 (x - m)^2 / (sum w)^2`, in the unit of the worths. */
function squaredErrorOf(strata: readonly Stratum[], center: number): number {
  let weights = 0;
  let squares = 0;
  for (const { weight, estimate } of strata) {
    const { n, sum, sumOfSquares } = estimate.moments;
    weights += weight * n;
    squares += weight ** 2 * Math.max(0, sumOfSquares - 2 * center * sum + n * center ** 2);
  }
  return squares / weights ** 2;
}

function checkAlike(a: Estimate, b: Estimate): void {
  if (a.scale !== b.scale)
    throw new MetricsError(
      'scale_mixed',
      `Strata on scale "${a.scale}" and on scale "${b.scale}" have no common score; ask for one score per scale.`,
    );
  if (a.metric !== b.metric || a.method !== b.method || a.top !== b.top || a.confidence !== b.confidence)
    throw new MetricsError(
      'argument_invalid',
      `Strata must have one metric, method and confidence, but there are ${told(a)} and ${told(b)}.`,
    );
}

function told({ metric, method, top, confidence }: Estimate): string {
  return `${metric} (${method}${top === undefined ? '' : ` from ${top}`}, ${confidence})`;
}
