import { MetricsError } from '../metrics-error.ts';
import { addMoments, checkMoments, type Moments, variance } from '../moments.ts';
import { type ZTest, zTest } from './p-value.ts';

export interface TrendOptions {
  /** When each group was, in any unit; 0, 1, 2, … by default. */
  readonly at?: readonly number[];
}

/**
 * Whether scores rise or fall steadily over time, by the Cochran-Armitage test: z, positive when they rise, and its
 * two-sided p.
 *
 *     z = sum of n_i (t_i - t) mean_i / sqrt(v sum of n_i (t_i - t)^2)
 *
 * t is the mean time and v the variance of all answers pooled. For shares z^2 is the usual chi-squared for trend; for
 * signs and values the same with their own variance. It finds a steady change where `homogeneity`, which looks for
 * any, still sees chance, and is blind to one that comes back.
 *
 * Groups without answers are left out; the others keep their times. Null when fewer than two are left, or all that are
 * left have the same time. When all answers are equal, z is 0 and p is 1.
 *
 * Sources: W. G. Cochran (1954), Some Methods for Strengthening the Common chi-squared Tests, Biometrics 10(4),
 * 417-451; P. Armitage (1955), Tests for Linear Trends in Proportions and Frequencies, Biometrics 11(3), 375-386.
 *
 * The answers are taken for independent: for those of accounts give `effectiveMoments`. Divides by N where `pooledTest`
 * divides by N - 1, so that for shares it is the textbook's.
 *
 * @throws MetricsError `argument_invalid` on moments that no answers can have, and unless `at` has one finite time per
 * group.
 * @example
 * const smokers = [[83, 86], [90, 93], [129, 136], [70, 82]].map(([hits, n]) => shareMoments({ hits, n }));
 * roundHalfAway(trend(smokers).z, 6); // -2.867913
 * roundHalfAway(trend(smokers).p, 6); // 0.004132
 * trend(smokers.slice(0, 1)); // null
 * trend(smokers, { at: [2024, 2025] }); // throws argument_invalid
 */
export function trend(
  groups: readonly Moments[],
  { at = groups.map((_, index) => index) }: TrendOptions = {},
): ZTest | null {
  groups.forEach(checkMoments);
  checkTimes(at, groups.length);
  const timed = groups.map((group, index) => ({ ...group, time: at[index] ?? 0 })).filter(({ n }) => n > 0);
  if (new Set(timed.map(({ time }) => time)).size < 2) return null;
  const all = groups.reduce(addMoments);
  // Moved to the mean and scaled to the span, so that neither dates in milliseconds nor large counts cost digits.
  const first = Math.min(...timed.map(({ time }) => time));
  const span = Math.max(...timed.map(({ time }) => time)) - first;
  const since = (time: number) => (time - first) / span;
  const mean = timed.reduce((sum, { n, time }) => sum + n * since(time), 0) / all.n;
  let rise = 0;
  let width = 0;
  for (const { n, sum, time } of timed) {
    rise += (since(time) - mean) * (sum - n * (all.sum / all.n));
    width += n * (since(time) - mean) ** 2;
  }
  return zTest(rise, variance(all) * width);
}

function checkTimes(at: readonly number[], groups: number): void {
  if (at.length !== groups || !at.every(Number.isFinite))
    throw new MetricsError(
      'argument_invalid',
      `A trend needs one finite time for each of ${groups} groups, but the times are [${at.join(', ')}].`,
    );
}
