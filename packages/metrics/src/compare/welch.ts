import { checkConfidence, type IntervalOptions } from '../interval/interval.ts';
import { criticalT } from '../interval/t-interval.ts';
import { checkMoments, type Moments, variance } from '../moments.ts';
import { twoSidedT } from './p-value.ts';

/** The difference of two means, in the unit of the moments. */
export interface WelchTest {
  /** The second mean minus the first. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly t: number;
  /** The degrees of freedom; seldom a whole number. */
  readonly df: number;
  /** Two-sided, in 0..1. */
  readonly p: number;
}

/**
 * Welch's test and interval of the difference of two means, second minus first; the two may scatter differently.
 *
 *     t  = (mean b - mean a) / sqrt(e_a + e_b),   e = sd^2 / n,   sd^2 divided by n - 1
 *     df = (e_a + e_b)^2 / (e_a^2 / (n_a - 1) + e_b^2 / (n_b - 1))
 *     (mean b - mean a) -/+ t_df sqrt(e_a + e_b)
 *
 * Null when a side has fewer than two answers, and when neither side scatters. Equal answers on one side only are no
 * obstacle.
 *
 * Source: B. L. Welch (1947), The Generalization of 'Student's' Problem when Several Different Population Variances are
 * Involved, Biometrika 34(1/2), 28-35.
 *
 * @throws MetricsError `confidence_invalid`; `argument_invalid` on moments that no answers can have.
 * @example
 * const test = welch({ n: 4, sum: 10, sumOfSquares: 30 }, { n: 4, sum: 18, sumOfSquares: 86 });
 * test.difference; // 2
 * roundHalfAway(test.p, 6); // 0.070988
 * welch({ n: 4, sum: 10, sumOfSquares: 30 }, { n: 1, sum: 5, sumOfSquares: 25 }); // null
 */
export function welch(a: Moments, b: Moments, { confidence = 0.95 }: IntervalOptions = {}): WelchTest | null {
  checkConfidence(confidence);
  checkMoments(a);
  checkMoments(b);
  const means = compareMeans(a, b);
  if (!means) return null;
  const { difference, error, df } = means;
  const t = difference / error;
  const half = criticalT(confidence, df) * error;
  return { difference, low: difference - half, high: difference + half, t, df, p: twoSidedT(t, df) };
}

/** The difference of two means, its standard error and Welch's degrees of freedom; null where nothing scatters. */
export function compareMeans(
  a: Moments,
  b: Moments,
): { difference: number; error: number; df: number } | null {
  if (a.n < 2 || b.n < 2) return null;
  const ofA = variance(a) / (a.n - 1);
  const ofB = variance(b) / (b.n - 1);
  const squaredError = ofA + ofB;
  if (squaredError === 0) return null;
  // As shares of the whole, the squares cannot underflow.
  const df = 1 / ((ofA / squaredError) ** 2 / (a.n - 1) + (ofB / squaredError) ** 2 / (b.n - 1));
  return { difference: b.sum / b.n - a.sum / a.n + 0, error: Math.sqrt(squaredError), df };
}
