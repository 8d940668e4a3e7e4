import { chiSquaredSurvival } from '../distribution/chi-squared.ts';
import { addMoments, checkMoments, type Moments, variance } from '../moments.ts';

/** How much groups differ, and how often chance alone makes them differ as much. */
export interface ChiSquaredTest {
  /** From 0, when they do not differ, up. */
  readonly statistic: number;
  /** The degrees of freedom. */
  readonly df: number;
  /** In 0..1. */
  readonly p: number;
}

/**
 * Whether k scores, of periods or of segments, differ by more than chance.
 *
 *     statistic = sum over groups of n_i (mean_i - mean)^2 / v,   k - 1 degrees of freedom
 *
 * mean and v are the mean and the variance of all answers pooled. For shares this is Pearson's chi-squared of the 2 x k
 * table; for signs and values the same with their own variance.
 *
 * Groups without answers are left out. Null when fewer than two are left. When all answers are equal, the statistic is
 * 0 and p is 1.
 *
 * Source: K. Pearson (1900), On the Criterion that a Given System of Deviations from the Probable in the Case of a
 * Correlated System of Variables is Such that it Can be Reasonably Supposed to have Arisen from Random Sampling,
 * Philosophical Magazine 50(302), 157-175.
 *
 * The answers are taken for independent: for those of accounts give `effectiveMoments`. Divides by N where `pooledTest`
 * divides by N - 1, so that for shares it is the textbook's.
 *
 * @throws MetricsError `argument_invalid` on moments that no answers can have.
 * @example
 * const smokers = [[83, 86], [90, 93], [129, 136], [70, 82]].map(([hits, n]) => shareMoments({ hits, n }));
 * roundHalfAway(homogeneity(smokers).statistic, 4); // 12.6004
 * homogeneity(smokers).df; // 3
 * roundHalfAway(homogeneity(smokers).p, 6); // 0.005585
 * homogeneity(smokers.slice(0, 1)); // null
 */
export function homogeneity(groups: readonly Moments[]): ChiSquaredTest | null {
  groups.forEach(checkMoments);
  const answered = groups.filter(({ n }) => n > 0);
  if (answered.length < 2) return null;
  const all = answered.reduce(addMoments);
  const spread = variance(all);
  let between = 0;
  for (const { n, sum } of answered) between += n * (sum / n - all.sum / all.n) ** 2;
  const statistic = spread > 0 ? between / spread : 0;
  const df = answered.length - 1;
  return { statistic, df, p: chiSquaredSurvival(statistic, df) };
}
