import { MetricsError } from '../metrics-error.ts';
import { checkProbability } from './argument.ts';

/** From here on the tail is computed by itself; half of everything less the middle would lose its digits. */
const far = 2.5;

/**
 * The standard normal quantile: the z below which a share `p` of the distribution lies, `0 < p < 1`.
 *
 * Relative error below 1e-13, for every `p` down to the smallest double. For a far upper tail ask for the lower one and
 * change the sign: a `p` near 1 has lost digits before it arrives here.
 *
 * Source: the solution of `normalCdf` by Newton's method.
 *
 * @throws MetricsError `argument_invalid` when `p` is not between 0 and 1, both excluded.
 * @example
 * roundHalfAway(normalQuantile(0.975), 6); // 1.959964
 * normalQuantile(0.5); // 0
 */
export function normalQuantile(p: number): number {
  checkProbability(p);
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p) : upperQuantile(1 - p);
}

/**
 * The z above which a share `p` lies, `0 < p <= 0.5`. By Newton's method, in the logarithm where the tail is far. The
 * curves bend one way only and the start is not below the solution, so the steps do not miss it. A table of coefficients
 * (AS 241) would be ten times as fast, and as large as everything else that a score needs.
 */
export function upperQuantile(p: number): number {
  let z = Math.sqrt(-2 * Math.log(2 * p));
  for (let step = 1; Math.abs(step) > 1e-9 * z; z += step) {
    // p divided by the density at z.
    const ratio = Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2 + Math.log(p));
    step = z < far ? ((0.5 - p) / p) * ratio - middle(z) : -Math.log(ratio * tail(z)) / tail(z);
  }
  return z;
}

/**
 * The share of the standard normal distribution below z, in 0..1.
 *
 * Relative error below 1e-13 in the lower tail, down to the smallest normal double (z = -37.5).
 *
 * Source: G. Marsaglia (2004), Evaluating the Normal Distribution, Journal of Statistical Software 11(4), for the middle;
 * NIST Digital Library of Mathematical Functions, 7.9.1 (Laplace's continued fraction), for the tails.
 *
 * @throws MetricsError `argument_invalid` when z is NaN.
 * @example
 * roundHalfAway(normalCdf(1.96), 6); // 0.975002
 * normalCdf(0); // 0.5
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z))
    throw new MetricsError('argument_invalid', `A normal distribution needs a number, but z is ${z}.`);
  const above = upperTail(Math.abs(z));
  return z < 0 ? above : 1 - above;
}

function upperTail(z: number): number {
  if (z < far) return 0.5 - density(z) * middle(z);
  // Nothing is left there, and infinity has no continued fraction.
  return z > 40 ? 0 : density(z) / tail(z);
}

/** The share between 0 and z, divided by the density at z: z + z^3/3 + z^5/15 + … */
function middle(z: number): number {
  let sum = 0;
  let term = z;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (z * z) / odd;
  }
  return sum;
}

/** The density at z, divided by the share above it: z + 1/(z + 2/(z + 3/(z + …))). */
function tail(z: number): number {
  let sum = z;
  for (let level = 80; level > 0; level--) sum = z + level / sum;
  return sum;
}

/** The square is split, because exp makes its rounding error grow with it. */
function density(z: number): number {
  const rough = Math.trunc(z * 16) / 16;
  return (
    (Math.exp((-rough * rough) / 2) * Math.exp(((rough - z) * (rough + z)) / 2)) / Math.sqrt(2 * Math.PI)
  );
}
