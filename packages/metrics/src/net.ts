import { MetricsError } from './metrics-error.ts';

/** Answers by their sign: -1, 0 and +1. Fractions are allowed, for adjusted and for weighted samples. */
export interface NetCounts {
  readonly detractors: number;
  readonly passives: number;
  readonly promoters: number;
}

/**
 * The net score as a proportion, `(promoters - detractors) / n`, in -1..1.
 *
 * @throws MetricsError `argument_invalid` when a count is negative, NaN or infinite, or when all of them are 0.
 * @example
 * net({ detractors: 1, passives: 0, promoters: 4 }); // 0.6
 */
export function net(counts: NetCounts): number {
  return (counts.promoters - counts.detractors) / sizeOf(counts);
}

/**
 * The variance of one answer's sign around the net score, `p + d - (p - d)^2`, in 0..1. Divide it by n for the variance
 * of the net score itself.
 *
 * Source: B. Rocks (2016), Interval Estimation for the "Net Promoter Score", The American Statistician 70(4), 365-372.
 *
 * @throws MetricsError `argument_invalid` when a count is negative, NaN or infinite, or when all of them are 0.
 * @example
 * netVariance({ detractors: 1, passives: 0, promoters: 1 }); // 1
 * netVariance({ detractors: 0, passives: 0, promoters: 9 }); // 0
 */
export function netVariance(counts: NetCounts): number {
  return (counts.promoters + counts.detractors) / sizeOf(counts) - net(counts) ** 2;
}

/** n of the counts, which are refused when they have no net score. */
export function sizeOf({ detractors, passives, promoters }: NetCounts): number {
  const n = detractors + passives + promoters;
  if (!(Math.min(detractors, passives, promoters) >= 0 && n > 0 && n < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      'A net score needs finite counts from 0 up and at least one answer, but there are ' +
        `${detractors} detractors, ${passives} passives and ${promoters} promoters.`,
    );
  return n;
}
