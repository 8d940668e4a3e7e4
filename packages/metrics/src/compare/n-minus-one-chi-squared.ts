import type { ProportionCounts } from '../interval/proportion.ts';
import type { ChiSquaredTest } from './homogeneity.ts';
import { pooledTest } from './pooled-test.ts';
import { shareMoments } from './share-moments.ts';

/**
 * Whether two shares differ by more than chance: Pearson's chi-squared of the 2 x 2 table, times (N - 1) / N.
 *
 *     statistic = (N - 1) (a d - b c)^2 / ((a + b) (c + d) (a + c) (b + d)),   1 degree of freedom
 *
 * a and b are the hits and misses of the first, c and d those of the second. Without a continuity correction; good
 * where all expected counts are 1 or more. It is `pooledTest` of the two, whose z^2 is the statistic.
 *
 * Null when a side has no answers. With hits only, or without any, the statistic is 0 and p is 1.
 *
 * Sources: E. S. Pearson (1947), The Choice of Statistical Tests Illustrated on the Interpretation of Data Classed in a
 * 2 x 2 Table, Biometrika 34(1/2), 139-167; I. Campbell (2007), Chi-squared and Fisher-Irwin Tests of Two-by-two Tables
 * with Small Sample Recommendations, Statistics in Medicine 26(19), 3661-3675.
 *
 * @throws MetricsError `argument_invalid` unless `0 <= hits <= n` and both are finite.
 * @example
 * const test = nMinusOneChiSquared({ hits: 20, n: 50 }, { hits: 30, n: 50 });
 * roundHalfAway(test.statistic, 6); // 3.96
 * roundHalfAway(test.p, 6); // 0.046594
 * nMinusOneChiSquared({ hits: 20, n: 50 }, { hits: 0, n: 0 }); // null
 */
export function nMinusOneChiSquared(a: ProportionCounts, b: ProportionCounts): ChiSquaredTest | null {
  const test = pooledTest(shareMoments(a), shareMoments(b));
  return test && { statistic: test.z ** 2, df: 1, p: test.p };
}
