import { addMoments, checkMoments, type Moments, variance } from '../moments.ts';
import { type ZTest, zTest } from './p-value.ts';

/**
 * Whether two scores differ by more than chance: z of the difference of the means, second minus first, and its
 * two-sided p.
 *
 *     z = (mean b - mean a) / sqrt(v N / (N - 1) (1 / n_a + 1 / n_b))
 *
 * v is the variance of all N answers pooled. The root is exactly how far the difference scatters when the answers are
 * dealt out to the two sides by chance. For signs that is the pooled test of two net scores, and for hits z^2 is the
 * N - 1 chi-squared. A plain Wald test lets each side have its own variance, and where nothing differs it raises up to
 * 15 % false alarms when a small group meets a large one; this test keeps to its level.
 *
 * Nothing differs means that both sides answer alike, not only that they score alike. A small group that is far more
 * divided than a large one with the same score is found different, too; whether the scores themselves are is for the
 * interval to say (`netDifference`, or `welch` for means).
 *
 * Null when a side has no answers. When all answers are equal, z is 0 and p is 1.
 *
 * Sources: E. J. G. Pitman (1937), Significance Tests Which May be Applied to Samples from any Populations, Supplement
 * to the Journal of the Royal Statistical Society 4(1), 119-130; E. S. Pearson (1947), The Choice of Statistical Tests
 * Illustrated on the Interpretation of Data Classed in a 2 x 2 Table, Biometrika 34(1/2), 139-167.
 *
 * @throws MetricsError `argument_invalid` on moments that no answers can have.
 * @example
 * const before = netMoments({ detractors: 5, passives: 20, promoters: 25 });
 * const after = netMoments({ detractors: 10, passives: 20, promoters: 20 });
 * roundHalfAway(pooledTest(before, after).z, 6); // -1.393261
 * roundHalfAway(pooledTest(before, after).p, 6); // 0.163541
 * pooledTest(before, { n: 0, sum: 0, sumOfSquares: 0 }); // null
 */
export function pooledTest(a: Moments, b: Moments): ZTest | null {
  checkMoments(a);
  checkMoments(b);
  if (a.n === 0 || b.n === 0) return null;
  return zTest(b.sum / b.n - a.sum / a.n, permutationVariance(addMoments(a, b), a.n));
}

/**
 * The variance of the difference between the means of `n` of these answers and of all others, dealt out by chance. No
 * positive number when there is nothing to deal out: equal answers, or fractions of not more than one answer.
 */
export function permutationVariance(all: Moments, n: number): number {
  return ((variance(all) * all.n) / (all.n - 1)) * (1 / n + 1 / (all.n - n));
}
