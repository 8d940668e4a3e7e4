import { type Estimate, unitOf } from '../estimate.ts';
import { MetricsError } from '../metrics-error.ts';
import { addMoments, type Moments, variance } from '../moments.ts';

/**
 * How much the score of n answers scatters around that of the baseline that they are drawn from: the `sigma` of `cusum`
 * and `ewma`. In the unit of the score, above 0; null when the baseline or the period has no answers, and when a mean's
 * baseline does not scatter.
 *
 *     unit sqrt(v / n),   v = the baseline's variance
 *
 * To a net score three answers are added first, as in `adjustedWald`: 3/4 at its lowest, 3/2 in its middle, 3/4 at its
 * highest. To a share likewise. They matter to a baseline of few answers, or of equal ones.
 *
 * Take the variance from the periods that gave the target, not from the period itself: a few answers that happen to agree
 * would seem certain. With 30 answers a period, a CUSUM that should raise a false alarm every 465 periods would raise one
 * every 250 to 290 of most populations.
 *
 * Source: B. Rocks (2016), Interval Estimation for the "Net Promoter Score", The American Statistician 70(4), 365-372,
 * for the three answers.
 *
 * @param n - The answers of the period; for those of accounts, divided by their design effect.
 * @throws MetricsError `argument_invalid` when n is negative or not finite.
 * @example
 * const year = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 50, 0, 0, 60, 0, 90]));
 * roundHalfAway(standardError(year, 50), 6); // 11.473603
 * standardError(year, 0); // null
 */
export function standardError({ moments, method }: Estimate, n: number): number | null {
  if (!(n >= 0 && n < Number.POSITIVE_INFINITY))
    throw new MetricsError('argument_invalid', `A period needs a finite n from 0 up, but n is ${n}.`);
  const spread = method === 't' ? variance(moments) : variance(addMoments(moments, threeMore[method]));
  if (n === 0 || moments.n === 0 || spread === 0) return null;
  return unitOf(method) * Math.sqrt(spread / n);
}

/** The answers that nobody gave, by what answers count. */
const threeMore: Readonly<Record<'adjusted-wald-3t' | 'wilson', Moments>> = {
  'adjusted-wald-3t': { n: 3, sum: 0, sumOfSquares: 3 / 2 },
  wilson: { n: 3, sum: 3 / 2, sumOfSquares: 9 / 8 },
};
