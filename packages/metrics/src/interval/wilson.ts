import { criticalValue, type Interval, type IntervalOptions } from './interval.ts';
import { checkProportion, type ProportionCounts } from './proportion.ts';

/**
 * Wilson's score interval of a proportion, in proportions 0..1, without continuity correction:
 *
 *     (x + z^2/2 -/+ z sqrt(x (n - x) / n + z^2/4)) / (n + z^2)
 *
 * Null without an answer. It always holds the raw proportion x / n, and starts at exactly 0 without a hit and ends at exactly 1 without a miss.
 *
 * Source: E. B. Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference, Journal of the
 * American Statistical Association 22(158), 209-212.
 *
 * @throws MetricsError `confidence_invalid`; `argument_invalid` unless `0 <= hits <= n` and both are finite.
 * @example
 * wilson({ hits: 0, n: 20 }).low; // 0
 * wilson({ hits: 10, n: 20 }).center; // 0.5
 */
export function wilson(of: ProportionCounts, { confidence = 0.95 }: IntervalOptions = {}): Interval | null {
  checkProportion(of);
  const critical = criticalValue(confidence);
  return of.n === 0 ? null : wilsonOf(of, critical);
}

/** The same with a critical value of any distribution, for counts that were checked. */
export function wilsonOf({ hits, n }: ProportionCounts, critical: number): Interval {
  const square = critical ** 2;
  const center = (hits + square / 2) / (n + square);
  const half = (critical * Math.sqrt(hits * ((n - hits) / n) + square / 4)) / (n + square);
  // At the ends the two terms are equal on paper, and their difference is a speck of rounding here.
  return {
    low: hits === 0 ? 0 : Math.max(0, center - half),
    high: hits === n ? 1 : Math.min(1, center + half),
    center,
  };
}
