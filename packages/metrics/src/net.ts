import { MetricsError } from './metrics-error.ts';
import { type Moments, variance } from './moments.ts';

/** Answers by their sign: -1, 0 and +1. Fractions are allowed, for adjusted and for weighted samples. */
export interface NetCounts {
  readonly detractors: number;
  readonly passives: number;
  readonly promoters: number;
}

/**
 * The net score as a proportion, `(promoters - detractors) / n`, in -1..1; null without an answer.
 *
 * @throws MetricsError `argument_invalid` when a count is negative, NaN or infinite.
 * @example
 * net({ detractors: 1, passives: 0, promoters: 4 }); // 0.6
 */
export function net(counts: NetCounts): number | null {
  const { n, sum } = netMoments(counts);
  return n === 0 ? null : sum / n;
}

/**
 * The variance of one answer's sign around the net score, `p + d - (p - d)^2`, in 0..1; null without an answer. Divide it
 * by n for the variance of the net score itself.
 *
 * Source: B. Rocks (2016), Interval Estimation for the "Net Promoter Score", The American Statistician 70(4), 365-372.
 *
 * @throws MetricsError `argument_invalid` when a count is negative, NaN or infinite.
 * @example
 * netVariance({ detractors: 1, passives: 0, promoters: 1 }); // 1
 * netVariance({ detractors: 0, passives: 0, promoters: 9 }); // 0
 */
export function netVariance(counts: NetCounts): number | null {
  const moments = netMoments(counts);
  return moments.n === 0 ? null : variance(moments);
}

/**
 * The moments of the signs.
 *
 * @throws MetricsError `argument_invalid` when a count is negative, NaN or infinite.
 * @example
 * netMoments({ detractors: 2, passives: 3, promoters: 5 }); // { n: 10, sum: 3, sumOfSquares: 7 }
 */
export function netMoments({ detractors, passives, promoters }: NetCounts): Moments {
  const n = detractors + passives + promoters;
  if (!(Math.min(detractors, passives, promoters) >= 0 && n < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      'A net score needs finite counts from 0 up, but there are ' +
        `${detractors} detractors, ${passives} passives and ${promoters} promoters.`,
    );
  return { n, sum: promoters - detractors + 0, sumOfSquares: promoters + detractors + 0 };
}
