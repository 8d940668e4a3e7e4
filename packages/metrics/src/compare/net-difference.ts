import { withThreeMore } from '../interval/adjusted-wald.ts';
import { checkConfidence, criticalValue, type Interval, type IntervalOptions } from '../interval/interval.ts';
import type { Moments } from '../moments.ts';
import { type NetCounts, netMoments } from '../net.ts';

/**
 * The adjusted Wald (3,T) interval of the difference of two net scores, second minus first, in proportions -2..2.
 *
 * Each sample gets the three added answers that the interval of a single net score has (`adjustedWald`), which leaves
 * it with a net score e' of n' = n + 3 answers and a variance v' of one:
 *
 *     (e'_b - e'_a) -/+ z sqrt(v'_a / n'_a + v'_b / n'_b), clamped to -2..2
 *
 * `center` is the difference of the adjusted net scores. The raw difference can lie just outside when answers are few
 * and nearly unanimous. Null when a side has no answers.
 *
 * Sources: B. Rocks (2016), Interval Estimation for the "Net Promoter Score", The American Statistician 70(4), 365-372
 * (the added answers); A. Agresti and B. Caffo (2000), Simple and Effective Confidence Intervals for Proportions and
 * Differences of Proportions Result from Adding Two Successes and Two Failures, The American Statistician 54(4),
 * 280-288 (adding to both samples).
 *
 * @throws MetricsError `confidence_invalid`; `argument_invalid` when a count is negative, NaN or infinite.
 * @example
 * const before = { detractors: 5, passives: 20, promoters: 25 };
 * const after = { detractors: 10, passives: 20, promoters: 20 };
 * roundHalfAway(netDifference(before, after).low, 6); // -0.459335
 * roundHalfAway(netDifference(before, after).high, 6); // 0.081976
 * netDifference(before, { detractors: 0, passives: 0, promoters: 0 }); // null
 */
export function netDifference(
  a: NetCounts,
  b: NetCounts,
  { confidence = 0.95 }: IntervalOptions = {},
): Interval | null {
  checkConfidence(confidence);
  const [from, to] = [netMoments(a), netMoments(b)];
  return from.n === 0 || to.n === 0 ? null : netDifferenceOf(from, to, criticalValue(confidence));
}

/** The same, from the moments of worths in -1..1, both with answers, and a critical value of any distribution. */
export function netDifferenceOf(a: Moments, b: Moments, critical: number): Interval {
  const from = withThreeMore(a);
  const to = withThreeMore(b);
  const center = to.center - from.center + 0;
  const half = critical * Math.sqrt(from.squaredError + to.squaredError);
  return { low: Math.max(-2, center - half), high: Math.min(2, center + half), center };
}
