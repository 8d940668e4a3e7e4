import { checkParameter } from '../distribution/argument.ts';
import { betaOdds } from '../distribution/beta.ts';
import { type Bounds, checkConfidence, type IntervalOptions } from './interval.ts';
import { checkProportion, type ProportionCounts } from './proportion.ts';

/**
 * The exact interval of a proportion, in proportions 0..1: it ends at the shares with which so few hits, or so many,
 * would come with a probability of only (1 - confidence) / 2. With x hits and p for that probability:
 *
 *     low  = betaQuantile(p, { a: x, b: n - x + 1 }),        0 when x = 0
 *     high = betaQuantile(1 - p, { a: x + 1, b: n - x }),    1 when x = n
 *
 * Null without an answer. It holds the true share at least as often as the confidence says, whatever the share is, and often more: Wilson's
 * interval is narrower and holds it about as often as it says.
 *
 * Source: C. J. Clopper and E. S. Pearson (1934), The Use of Confidence or Fiducial Limits Illustrated in the Case of
 * the Binomial, Biometrika 26(4), 404-413.
 *
 * @throws MetricsError `confidence_invalid`; `argument_invalid` unless `0 <= hits <= n` and n is at most 1e15.
 * @example
 * roundHalfAway(clopperPearson({ hits: 0, n: 20 }).high, 6); // 0.168433
 * roundHalfAway(clopperPearson({ hits: 4, n: 20 }).low, 6); // 0.057334
 * roundHalfAway(clopperPearson({ hits: 4, n: 20 }).high, 6); // 0.436614
 */
export function clopperPearson(
  of: ProportionCounts,
  { confidence = 0.95 }: IntervalOptions = {},
): Bounds | null {
  checkProportion(of);
  checkConfidence(confidence);
  const { hits, n } = of;
  if (n === 0) return null;
  checkParameter('n', n);
  const p = (1 - confidence) / 2;
  return {
    low: hits === 0 ? 0 : 1 / (1 + 1 / betaOdds(p, { a: hits, b: n - hits + 1 })),
    // Of the misses; the odds of a share near 0 have the digits that 1 less the share of misses would not.
    high: hits === n ? 1 : 1 / (1 + betaOdds(p, { a: n - hits, b: hits + 1 })),
  };
}
