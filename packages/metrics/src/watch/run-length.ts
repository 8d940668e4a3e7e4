import { normalCdf } from '../distribution/normal.ts';
import { MetricsError } from '../metrics-error.ts';
import { solveAt } from './integral-equation.ts';

export interface CusumRunLengthOptions {
  /** The slack, in sigmas, 0 to 5. 0.5 by default. */
  readonly k?: number;
  /** The limit, in sigmas, above 0 and up to 30. 5 by default. */
  readonly h?: number;
}

export interface EwmaRunLengthOptions {
  /** The weight of the newest value, 0.01 to 1. 0.2 by default. */
  readonly lambda?: number;
  /** The limits, in standard deviations of the smoothed series, above 0 and up to 5. 2.962 by default. */
  readonly L?: number;
}

/**
 * The average number of periods until `cusum` signals, on either side, when the values have moved away from their target
 * by `shift` sigmas: with 0 the periods from one false alarm to the next, otherwise how long a change goes unnoticed.
 * From 1 up, for independent normal values and sums that start at 0.
 *
 *     1 / ARL = P+(0) / N+(0) + P-(0) / N-(0)
 *     N(u) = 1 + I(N, u)                               periods until a sum at u comes back to 0 or exceeds h
 *     P(u) = 1 - Phi(h + k - u - s) + I(P, u)          how often it exceeds h first
 *     I(f, u) = integral over y = 0..h of f(y) phi(y + k - u - s) dy,   s = shift above and -shift below
 *
 * The integrals are sums over Gauss-Legendre nodes. At h up to 10 ten digits hold.
 *
 * Source: E. S. Page (1954), Continuous Inspection Schemes, Biometrika 41(1/2), 100-115, for one side; K. W. Kemp (1961),
 * The Average Run Length of the Cumulative Sum Chart when a V-Mask is Used, Journal of the Royal Statistical Society B
 * 23(1), 149-153, for both; D. Brook, D. A. Evans (1972), An Approach to the Probability Distribution of CUSUM Run
 * Length, Biometrika 59(3), 539-549, for the way to numbers.
 *
 * @throws MetricsError `argument_invalid` when the shift is not finite, or k or h is out of its range.
 * @example
 * roundHalfAway(cusumRunLength(0), 2); // 465.44
 * roundHalfAway(cusumRunLength(1), 2); // 10.38
 * roundHalfAway(cusumRunLength(0, { h: 4 }), 2); // 167.68
 */
export function cusumRunLength(shift: number, { k = 0.5, h = 5 }: CusumRunLengthOptions = {}): number {
  if (!(Number.isFinite(shift) && k >= 0 && k <= 5 && h > 0 && h <= 30))
    throw new MetricsError(
      'argument_invalid',
      'The run length of a CUSUM needs a finite shift, a k of 0 to 5 and an h above 0 and up to 30, but shift is ' +
        `${shift}, k is ${k} and h is ${h}.`,
    );
  return 1 / (alarmRate(shift, { k, h }) + alarmRate(-shift, { k, h }));
}

/** Signals per period of one side. */
function alarmRate(shift: number, { k, h }: Required<CusumRunLengthOptions>): number {
  const over = (source: (u: number) => number) =>
    solveAt(0, {
      low: 0,
      high: h,
      nodes: nodesFor(h),
      source,
      kernel: (u, y) => normalDensity(y + k - u - shift),
    });
  return over((u) => normalCdf(u + shift - h - k)) / over(() => 1);
}

/**
 * The same for `ewma`, with its steady limits and a smoothed series that starts at the target:
 *
 *     ARL(u) = 1 + 1/lambda integral over y = -c..c of ARL(y) phi((y - (1 - lambda) u) / lambda - shift) dy
 *     c      = L sqrt(lambda / (2 - lambda))
 *
 * The integral is a sum over Gauss-Legendre nodes. At run lengths of up to 10 000 periods nine digits hold.
 *
 * Source: S. V. Crowder (1987), A Simple Method for Studying Run-Length Distributions of Exponentially Weighted Moving
 * Average Charts, Technometrics 29(4), 401-407.
 *
 * @throws MetricsError `argument_invalid` when the shift is not finite, or lambda or L is out of its range.
 * @example
 * roundHalfAway(ewmaRunLength(0), 2); // 499.74
 * roundHalfAway(ewmaRunLength(1), 2); // 10.54
 */
export function ewmaRunLength(shift: number, { lambda = 0.2, L = 2.962 }: EwmaRunLengthOptions = {}): number {
  if (!(Number.isFinite(shift) && lambda >= 0.01 && lambda <= 1 && L > 0 && L <= 5))
    throw new MetricsError(
      'argument_invalid',
      'The run length of an EWMA needs a finite shift, a lambda of 0.01 to 1 and an L above 0 and up to 5, but shift is ' +
        `${shift}, lambda is ${lambda} and L is ${L}.`,
    );
  const limit = L * Math.sqrt(lambda / (2 - lambda));
  return solveAt(0, {
    low: -limit,
    high: limit,
    nodes: nodesFor((2 * limit) / lambda),
    source: () => 1,
    kernel: (u, y) => normalDensity((y - (1 - lambda) * u) / lambda - shift) / lambda,
  });
}

/** Enough nodes for a range of so many sigmas: twice as many leave ten digits as they are. */
function nodesFor(sigmas: number): number {
  return 20 + Math.ceil(2 * sigmas);
}

function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
