import { continuedFraction } from './continued-fraction.ts';
import { deviance } from './deviance.ts';
import { bothTails, type LogTail } from './log-tail.ts';
import { stirlingError } from './stirling-error.ts';

/** A point of a beta distribution. */
export interface BetaPoint {
  readonly a: number;
  readonly b: number;
  readonly x: number;
  /** 1 - x. */
  readonly y: number;
  /** b x - a y, which is 0 at the mean. Each caller has its own way to it that keeps the digits. */
  readonly offset: number;
}

/**
 * The logarithm of x^a y^b / B(a, b), the density of the logarithm of the odds x / y, in Loader's form: large terms that
 * cancel each other do not come up.
 *
 * Source: C. Loader (2000), Fast and Accurate Computation of Binomial Probabilities, Lucent Technologies.
 */
export function logBetaDensity({ a, b, x, y, offset }: BetaPoint): number {
  const n = a + b;
  return (
    Math.log(((a / n) * b) / (2 * Math.PI)) / 2 +
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, { expected: n * x, excess: offset }) -
    deviance(b, { expected: n * y, excess: -offset })
  );
}

/** The lower tail, with the odds x / y as position. */
export function betaTail(point: BetaPoint): LogTail {
  const { a, b, x, y, offset } = point;
  const density = logBetaDensity(point);
  // The same as x <= (a + 1) / (a + b + 2); beyond, the fraction converges faster for the other tail.
  if (offset + x <= y) return bothTails(density, fraction(point)).near;
  return bothTails(density, fraction({ a: b, b: a, x: y, y: x, offset: -offset })).far;
}

/**
 * x^a y^b / B(a, b), divided by the lower tail: the fraction of DLMF 8.17.22, two steps at a time, which loses no digits
 * where a is large and x near 1. The number of steps grows with the cube root of a and b, to 5500 at 1e9.
 *
 * Source: A. R. DiDonato and A. H. Morris (1992), Algorithm 708, ACM Transactions on Mathematical Software 18(3),
 * 360-373.
 */
function fraction({ a, b, x, y, offset }: BetaPoint): number {
  return continuedFraction((a * (1 - offset)) / (a + 1), (m) => {
    const odd = a + 2 * m - 1;
    return [
      ((m * (a + m - 1)) / odd) * ((a + b + m - 1) / odd) * (b - m) * x * x,
      m + (m * (b - m) * x) / odd + ((a + m) * (1 - offset + m * (1 + y))) / (odd + 2),
    ];
  });
}
