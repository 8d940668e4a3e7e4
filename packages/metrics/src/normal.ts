import { MetricsError } from './metrics-error.ts';

/** Coefficients of a rational function from the highest power down: Horner's order. */
interface Rational {
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

// Wichura's coefficients, as the doubles that they become, named by the part of the distribution that they serve.
const middle: Rational = {
  top: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  bottom: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
};
const tail: Rational = {
  top: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  bottom: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
const farTail: Rational = {
  top: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  bottom: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
};

/**
 * The standard normal quantile: the z below which a share `p` of the distribution lies, `0 < p < 1`.
 *
 * Relative error below 1e-15, for every `p` down to the smallest double. For a far upper tail ask for the lower one and
 * change the sign: a `p` near 1 has lost digits before it arrives here.
 *
 * Source: M. J. Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics 37(3), 477-484.
 *
 * @throws MetricsError `argument_invalid` when `p` is not between 0 and 1, both excluded.
 * @example
 * roundHalfAway(normalQuantile(0.975), 6); // 1.959964
 * normalQuantile(0.5); // 0
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1))
    throw new MetricsError('argument_invalid', `A quantile needs a p between 0 and 1, but p is ${p}.`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * fraction(middle, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const z = r <= 5 ? fraction(tail, r - 1.6) : fraction(farTail, r - 5);
  return q < 0 ? -z : z;
}

function fraction({ top, bottom }: Rational, x: number): number {
  return polynomial(top, x) / polynomial(bottom, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
