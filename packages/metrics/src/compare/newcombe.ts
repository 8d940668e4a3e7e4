import { checkConfidence, criticalValue, type Interval, type IntervalOptions } from '../interval/interval.ts';
import type { ProportionCounts } from '../interval/proportion.ts';
import { wilsonOf } from '../interval/wilson.ts';
import type { Moments } from '../moments.ts';
import { shareMoments } from './share-moments.ts';

/**
 * Newcombe's hybrid score interval of the difference of two shares, second minus first, in proportions -1..1. With the
 * Wilson interval l..u of each share p:
 *
 *     low  = (p_b - p_a) - sqrt((p_b - l_b)^2 + (u_a - p_a)^2)
 *     high = (p_b - p_a) + sqrt((u_b - p_b)^2 + (p_a - l_a)^2)
 *
 * `center` is the raw difference, and always inside. Null when a side has no answers.
 *
 * Source: R. G. Newcombe (1998), Interval Estimation for the Difference Between Independent Proportions: Comparison of
 * Eleven Methods (method 10), Statistics in Medicine 17(8), 873-890.
 *
 * @throws MetricsError `confidence_invalid`; `argument_invalid` unless `0 <= hits <= n` and both are finite.
 * @example
 * const interval = newcombe({ hits: 48, n: 80 }, { hits: 56, n: 70 });
 * roundHalfAway(interval.low, 4); // 0.0524
 * roundHalfAway(interval.high, 4); // 0.3339
 * newcombe({ hits: 48, n: 80 }, { hits: 0, n: 0 }); // null
 */
export function newcombe(
  a: ProportionCounts,
  b: ProportionCounts,
  { confidence = 0.95 }: IntervalOptions = {},
): Interval | null {
  checkConfidence(confidence);
  const [from, to] = [shareMoments(a), shareMoments(b)];
  return from.n === 0 || to.n === 0 ? null : newcombeOf(from, to, criticalValue(confidence));
}

/** The same, from the moments of hits, both with answers, and a critical value of any distribution. */
export function newcombeOf(a: Moments, b: Moments, critical: number): Interval {
  const from = armsOf(a, critical);
  const to = armsOf(b, critical);
  const center = to.share - from.share + 0;
  return {
    low: Math.max(-1, center - Math.hypot(to.below, from.above)),
    high: Math.min(1, center + Math.hypot(to.above, from.below)),
    center,
  };
}

/** How far a Wilson interval reaches to both sides of the share. */
function armsOf(
  { n, sum: hits }: Moments,
  critical: number,
): { share: number; below: number; above: number } {
  const share = hits / n + 0;
  const { low, high } = wilsonOf({ hits, n }, critical);
  return { share, below: share - low, above: high - share };
}
