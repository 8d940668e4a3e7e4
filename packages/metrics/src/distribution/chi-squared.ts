import { MetricsError } from '../metrics-error.ts';
import { checkParameter, checkProbability } from './argument.ts';
import { continuedFraction } from './continued-fraction.ts';
import { deviance } from './deviance.ts';
import { bothTails, type LogTail, roughDeviations, solveTail } from './log-tail.ts';
import { stirlingError } from './stirling-error.ts';

/**
 * The share of a chi-squared distribution with `df` degrees of freedom below x, in 0..1; the regularised incomplete
 * gamma function, with a = df / 2:
 *
 *     integral from 0 to x/2 of t^(a-1) e^-t dt / gamma(a)
 *
 * Relative error below 1e-11 for df from 0.01 to 1e9, down to a result of 1e-300.
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.11.4 for the lower tail and 8.9.2 for the upper one.
 *
 * @param df - Degrees of freedom, not necessarily a whole number.
 * @throws MetricsError `argument_invalid` when x is below 0 or NaN, or when df is not above 0 or exceeds 1e15.
 * @example
 * roundHalfAway(chiSquaredCdf(3.84, 1), 6); // 0.949956
 * chiSquaredCdf(0, 1); // 0
 */
export function chiSquaredCdf(x: number, df: number): number {
  return Math.exp(tailsOf(x, df).lower.log);
}

/**
 * The share of a chi-squared distribution with `df` degrees of freedom above x, in 0..1: how often chance alone gives a
 * statistic of at least x. It keeps its digits where `1 - chiSquaredCdf(x, df)` loses them.
 *
 * Relative error below 1e-11 for df from 0.01 to 1e9, down to a result of 1e-300.
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.11.4 for the lower tail and 8.9.2 for the upper one.
 *
 * @param df - Degrees of freedom, not necessarily a whole number.
 * @throws MetricsError `argument_invalid` when x is below 0 or NaN, or when df is not above 0 or exceeds 1e15.
 * @example
 * roundHalfAway(chiSquaredSurvival(12.6004, 3), 6); // 0.005586
 * chiSquaredSurvival(0, 1); // 1
 */
export function chiSquaredSurvival(x: number, df: number): number {
  return Math.exp(tailsOf(x, df).upper.log);
}

/**
 * The x below which a share `p` of a chi-squared distribution with `df` degrees of freedom lies.
 *
 * Relative error below 1e-12 for df from 0.01 to 1e9; 0 where x would be less than 1e-300.
 *
 * Source: the solution of `chiSquaredCdf` by Newton's method.
 *
 * @param df - Degrees of freedom, not necessarily a whole number.
 * @throws MetricsError `argument_invalid` when p is not between 0 and 1, both excluded, or when df is not above 0 or
 * exceeds 1e15.
 * @example
 * roundHalfAway(chiSquaredQuantile(0.95, 1), 6); // 3.841459
 */
export function chiSquaredQuantile(p: number, df: number): number {
  checkProbability(p);
  checkParameter('df', df);
  const shape = df / 2;
  if (p <= 0.5)
    return (
      2 *
      solveTail(Math.log(p), {
        start: shape * Math.exp(-roughDeviations(p) / Math.sqrt(shape)),
        tail: (x) => gammaTails(x, shape).lower,
      })
    );
  const log = Math.log(1 - p);
  // The upper tail falls with x, and rises with its inverse. Laurent and Massart's bound is never below the solution.
  return (
    2 /
    solveTail(log, {
      start: 1 / (shape + Math.sqrt(-2 * shape * log) - log),
      tail: (inverse) => gammaTails(1 / inverse, shape).upper,
    })
  );
}

function tailsOf(x: number, df: number): Tails {
  checkParameter('df', df);
  if (!(x >= 0))
    throw new MetricsError('argument_invalid', `A chi-squared x must be 0 or more, but x is ${x}.`);
  // Nothing is left there, and infinity less infinity is no number.
  return gammaTails(Math.min(x / 2, 1e18), df / 2);
}

/** The lower one has x as position, the upper one 1 / x. */
interface Tails {
  readonly lower: LogTail;
  readonly upper: LogTail;
}

function gammaTails(x: number, shape: number): Tails {
  // x^shape e^-x / gamma(shape), in Loader's form; see beta-tail.ts.
  const density =
    Math.log(shape / (2 * Math.PI)) / 2 -
    stirlingError(shape) -
    deviance(shape, { expected: x, excess: x - shape });
  if (x < shape + 1) {
    const { near, far } = bothTails(density, 1 / series(x, shape));
    return { lower: near, upper: far };
  }
  const fraction = continuedFraction(x - shape + 1, (m) => [m * (shape - m), x - shape + 1 + 2 * m]);
  const { near, far } = bothTails(density, fraction);
  return { lower: far, upper: near };
}

/** 1/a + x / (a (a + 1)) + x^2 / (a (a + 1) (a + 2)) + ... */
function series(x: number, a: number): number {
  let sum = 0;
  let term = 1 / a;
  for (let k = 1; sum + term !== sum; k++) {
    sum += term;
    term *= x / (a + k);
  }
  return sum;
}
