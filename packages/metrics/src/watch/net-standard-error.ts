import { withThreeMore } from '../interval/adjusted-wald.ts';
import { MetricsError } from '../metrics-error.ts';
import { checkMoments, type Moments } from '../moments.ts';

/**
 * How much the net score of n answers scatters around that of the baseline it is drawn from: the `sigma` of `cusum` and
 * `ewma`. In proportions like `net`, above 0; times 100 in points. Null when the baseline or the period has no answers.
 *
 *     sqrt(v / n),   v = the baseline's variance with three answers added, as in `adjustedWald`
 *
 * Take the variance from the periods that gave the target, not from the period itself: a few answers that happen to agree
 * would seem certain. With 30 answers a period, a CUSUM that should raise a false alarm every 465 periods would raise one
 * every 250 to 290 of most populations. The three answers matter to a baseline of few answers, or of equal ones.
 *
 * Source: B. Rocks (2016), Interval Estimation for the "Net Promoter Score", The American Statistician 70(4), 365-372.
 *
 * @param baseline - Of signs.
 * @param n - The answers of the period; for those of accounts, divided by their design effect.
 * @throws MetricsError `argument_invalid` when no answers can have these moments, or n is negative or not finite.
 * @example
 * roundHalfAway(netStandardError({ n: 200, sum: 40, sumOfSquares: 140 }, 50), 6); // 0.114736
 * netStandardError({ n: 200, sum: 40, sumOfSquares: 140 }, 0); // null
 */
export function netStandardError(baseline: Moments, n: number): number | null {
  checkMoments(baseline);
  if (baseline.sumOfSquares > baseline.n * (1 + 1e-9))
    throw new MetricsError(
      'argument_invalid',
      `A net score has signs for worths, but ${baseline.n} answers of the baseline have a sumOfSquares of ${baseline.sumOfSquares}.`,
    );
  if (!(n >= 0 && n < Number.POSITIVE_INFINITY))
    throw new MetricsError('argument_invalid', `A period needs a finite n from 0 up, but n is ${n}.`);
  if (n === 0 || baseline.n === 0) return null;
  return Math.sqrt((withThreeMore(baseline).squaredError * (baseline.n + 3)) / n);
}
