import { MetricsError } from '../metrics-error.ts';
import { checkParameter } from './argument.ts';
import type { BetaShape } from './beta.ts';
import { logBetaDensity } from './beta-tail.ts';
import { differenceOfProducts } from './difference-of-products.ts';

/** A beta-binomial distribution: of the hits among n, when their probability is itself drawn from a beta distribution. */
export interface BetaBinomialShape extends BetaShape {
  readonly n: number;
}

/**
 * The probability of at most x hits of n in a beta-binomial distribution, in 0..1:
 *
 *     sum over k from 0 to x of (n over k) B(k + a, n - k + b) / B(a, b)
 *
 * With a = x0 + 1/2 and b = n0 - x0 + 1/2 it tells how likely so few hits are after x0 of n0 before. Relative error below
 * 1e-11 for a and b from 0.01 to 1e9 and n up to a million; it takes time in proportion to n.
 *
 * Source: J. G. Skellam (1948), A Probability Distribution Derived from the Binomial Distribution by Regarding the
 * Probability of Success as Variable Between the Sets of Trials, Journal of the Royal Statistical Society B 10(2),
 * 257-261.
 *
 * @throws MetricsError `argument_invalid` unless x and n are whole numbers with `0 <= x <= n`, or when a or b is not
 * above 0 or exceeds 1e15.
 * @example
 * roundHalfAway(betaBinomialCdf(1, { n: 8, a: 6.5, b: 4.5 }), 6); // 0.036819
 * roundHalfAway(betaBinomialCdf(3, { n: 9, a: 1, b: 1 }), 6); // 0.4
 */
export function betaBinomialCdf(x: number, { n, a, b }: BetaBinomialShape): number {
  checkParameter('a', a);
  checkParameter('b', b);
  if (!(Number.isSafeInteger(x) && Number.isSafeInteger(n) && x >= 0 && x <= n))
    throw new MetricsError(
      'argument_invalid',
      `A beta-binomial needs whole numbers x and n with 0 <= x <= n, but x is ${x} and n is ${n}.`,
    );
  if (x === n) return 1;
  // Above the mean the other tail is the one with the digits.
  if (x * b > (n - x) * a) return 1 - lowerTail(n - x - 1, { n, a: b, b: a });
  return lowerTail(x, { n, a, b });
}

/** From x downwards, each probability by its ratio to the one before. */
function lowerTail(x: number, { n, a, b }: BetaBinomialShape): number {
  let sum = 1;
  let term = 1;
  for (let k = x; k > 0; k--) {
    // The term times k (n - k + b) / ((n - k + 1) (k - 1 + a)), written as a change: a million roundings of a factor near 1
    // would add up.
    term += (term * (k * (b - 1) - (n - k + 1) * (a - 1))) / ((n - k + 1) * (k - 1 + a));
    sum += term;
  }
  return Math.exp(Math.min(0, logProbability(x, { n, a, b }) + Math.log(sum)));
}

/**
 * Of exactly so many hits. By Bayes, with any share x: their binomial probability, times prior density at x, divided by
 * posterior density at x. At the posterior mean none of the three loses digits.
 */
function logProbability(hits: number, { n, a, b }: BetaBinomialShape): number {
  const misses = n - hits;
  const all = a + b + n;
  const x = (a + hits) / all;
  const y = (b + misses) / all;
  const prior = differenceOfProducts([b, hits], [a, misses]) / all;
  return (
    logBetaDensity({ a: hits + 1, b: misses + 1, x, y, offset: x - y - prior }) -
    Math.log((n + 1) * x * y) +
    logBetaDensity({ a, b, x, y, offset: prior }) -
    logBetaDensity({ a: a + hits, b: b + misses, x, y, offset: 0 })
  );
}
