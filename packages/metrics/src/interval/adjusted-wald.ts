import type { Moments } from '../moments.ts';
import { type NetCounts, netMoments } from '../net.ts';
import { criticalValue, type Interval, type IntervalOptions } from './interval.ts';

/**
 * The adjusted Wald (3,T) interval of a net score, in proportions -1..1; null without an answer.
 *
 * Three answers that nobody gave are added, shared 1:2:1, so that a small or unanimous sample does not look certain:
 *
 *     d' = d + 3/4    m' = m + 3/2    p' = p + 3/4    n' = n + 3
 *     e  = (p' - d') / n' = (p - d) / n'
 *     v  = (p' + d') / n' - e^2
 *     e -/+ z sqrt(v / n'), clamped to -1..1
 *
 * `center` is e, and always inside. The raw net score can lie just outside: at 95 % with a single answer, and at lower
 * confidences with samples that are nearly unanimous.
 *
 * Source: B. Rocks (2016), Interval Estimation for the "Net Promoter Score", The American Statistician 70(4), 365-372.
 *
 * @throws MetricsError `confidence_invalid`; `argument_invalid` when a count is negative, NaN or infinite.
 * @example
 * adjustedWald({ detractors: 7, passives: 4, promoters: 6 }).center; // -0.05
 * adjustedWald({ detractors: 0, passives: 0, promoters: 10 }).high; // 1
 */
export function adjustedWald(
  counts: NetCounts,
  { confidence = 0.95 }: IntervalOptions = {},
): Interval | null {
  const moments = netMoments(counts);
  const critical = criticalValue(confidence);
  return moments.n === 0 ? null : adjustedWaldOf(moments, critical);
}

/** The same, from the moments of worths in -1..1 and a critical value of any distribution. */
export function adjustedWaldOf(moments: Moments, critical: number): Interval {
  const { center, squaredError } = withThreeMore(moments);
  const half = critical * Math.sqrt(squaredError);
  return { low: Math.max(-1, center - half), high: Math.min(1, center + half), center };
}

/** The sample that the interval is computed from; the difference of two scores is computed from two of them. */
export function withThreeMore(moments: Moments): { center: number; squaredError: number } {
  const n = moments.n + 3;
  const center = moments.sum / n;
  return { center, squaredError: ((moments.sumOfSquares + 3 / 2) / n - center ** 2) / n };
}
