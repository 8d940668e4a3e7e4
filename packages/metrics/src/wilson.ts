import { criticalValue, type Interval, type IntervalOptions } from './interval.ts';
import { MetricsError } from './metrics-error.ts';

/** `hits` of `n` answers. Fractions are allowed, for weighted samples and design effects. */
export interface ProportionCounts {
  readonly hits: number;
  readonly n: number;
}

/**
 * Wilson's score interval of a proportion, in proportions 0..1, without continuity correction:
 *
 *     (x + z^2/2 -/+ z sqrt(x (n - x) / n + z^2/4)) / (n + z^2)
 *
 * It always holds the raw proportion x / n, and starts at exactly 0 without a hit and ends at exactly 1 without a miss.
 *
 * Source: E. B. Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference, Journal of the
 * American Statistical Association 22(158), 209-212.
 *
 * @throws MetricsError `confidence_invalid`; `argument_invalid` unless `0 <= hits <= n`, `n > 0` and both are finite.
 * @example
 * wilson({ hits: 0, n: 20 }).low; // 0
 * wilson({ hits: 10, n: 20 }).center; // 0.5
 */
export function wilson({ hits, n }: ProportionCounts, { confidence = 0.95 }: IntervalOptions = {}): Interval {
  if (!(hits >= 0 && hits <= n && n > 0 && n < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A proportion needs 0 to n hits of n answers, and at least one answer, but it has ${hits} of ${n}.`,
    );
  const z = criticalValue(confidence);
  const center = (hits + z ** 2 / 2) / (n + z ** 2);
  const half = (z * Math.sqrt(hits * ((n - hits) / n) + z ** 2 / 4)) / (n + z ** 2);
  // At the ends the two terms are equal on paper, and their difference is a speck of rounding here.
  return {
    low: hits === 0 ? 0 : Math.max(0, center - half),
    high: hits === n ? 1 : Math.min(1, center + half),
    center,
  };
}
