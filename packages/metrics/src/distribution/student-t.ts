import { MetricsError } from '../metrics-error.ts';
import { checkParameter, checkProbability } from './argument.ts';
import { betaOdds } from './beta.ts';
import { betaTail } from './beta-tail.ts';

/** From here on the tail falls as t^-df, in all digits; the square of a t far beyond would be infinite. */
const far = 1e150;

/**
 * The share of Student's t distribution with `df` degrees of freedom below t, in 0..1. With x = df / (df + t^2):
 *
 *     betaCdf(x, { a: df / 2, b: 1/2 }) / 2        for t <= 0
 *     1 - betaCdf(x, { a: df / 2, b: 1/2 }) / 2    for t > 0
 *
 * Relative error below 1e-11 in the lower tail, for df from 0.01 to 1e15, down to a result of 1e-300. For the share above
 * t ask for the share below -t.
 *
 * Source: Student (1908), The Probable Error of a Mean, Biometrika 6(1), 1-25; NIST Digital Library of Mathematical
 * Functions, 8.17.
 *
 * @param df - Degrees of freedom, not necessarily a whole number.
 * @throws MetricsError `argument_invalid` when t is NaN, or when df is not above 0 or exceeds 1e15.
 * @example
 * roundHalfAway(studentTCdf(-2, 10), 6); // 0.036694
 * studentTCdf(0, 3); // 0.5
 */
export function studentTCdf(t: number, df: number): number {
  checkParameter('df', df);
  if (Number.isNaN(t))
    throw new MetricsError('argument_invalid', `A t distribution needs a number, but t is ${t}.`);
  const above = upperTail(Math.abs(t), df);
  return t > 0 ? 1 - above : above;
}

/**
 * The t below which a share `p` of Student's t distribution with `df` degrees of freedom lies.
 *
 * Relative error below 1e-12 for df from 0.01 to 1e15.
 *
 * Source: the solution of `studentTCdf` by Newton's method.
 *
 * @param df - Degrees of freedom, not necessarily a whole number.
 * @throws MetricsError `argument_invalid` when p is not between 0 and 1, both excluded, when df is not above 0 or exceeds
 * 1e15, or when t would exceed 1e150, as it can with less than two degrees of freedom.
 * @example
 * roundHalfAway(studentTQuantile(0.975, 106), 6); // 1.982597
 * studentTQuantile(0.5, 3); // 0
 */
export function studentTQuantile(p: number, df: number): number {
  checkProbability(p);
  checkParameter('df', df);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // Of the two tails of t^2 / (df + t^2) the smaller one has the digits.
  const odds =
    tail < 0.25
      ? 1 / betaOdds(2 * tail, { a: df / 2, b: 0.5 })
      : betaOdds(1 - 2 * tail, { a: 0.5, b: df / 2 });
  const t = Math.sqrt(odds * df);
  if (t > far)
    throw new MetricsError(
      'argument_invalid',
      `A quantile of t must be at most ${far}, but with p ${p} and df ${df} it is more.`,
    );
  return p < 0.5 ? -t : t;
}

function upperTail(t: number, df: number): number {
  if (t > far) return upperTail(far, df) * (far / t) ** df;
  const ratio = (t * t) / df;
  const x = 1 / (1 + ratio);
  const y = 1 / (1 + 1 / ratio);
  const { log } = betaTail({ a: df / 2, b: 0.5, x, y, offset: ((1 - t) * (1 + t) * x) / 2 });
  return Math.exp(log) / 2;
}
