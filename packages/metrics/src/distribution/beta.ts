import { MetricsError } from '../metrics-error.ts';
import { checkParameter, checkProbability } from './argument.ts';
import { betaTail } from './beta-tail.ts';
import { differenceOfProducts } from './difference-of-products.ts';
import { roughDeviations, solveTail } from './log-tail.ts';

/** A beta distribution, whose mean is a / (a + b). */
export interface BetaShape {
  readonly a: number;
  readonly b: number;
}

/**
 * The share of a beta distribution below x, in 0..1; the regularised incomplete beta function:
 *
 *     integral from 0 to x of t^(a-1) (1-t)^(b-1) dt / B(a, b)
 *
 * Relative error below 1e-11 for a and b from 0.01 to 1e9, down to a result of 1e-300. For the share above x ask for
 * `betaCdf(1 - x, { a: b, b: a })`, which keeps its digits where `1 - betaCdf(x, { a, b })` loses them.
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.17.
 *
 * @throws MetricsError `argument_invalid` when x is not in 0..1, or when a or b is not above 0 or exceeds 1e15.
 * @example
 * roundHalfAway(betaCdf(0.3, { a: 2, b: 3 }), 6); // 0.3483
 * betaCdf(1, { a: 2, b: 3 }); // 1
 */
export function betaCdf(x: number, { a, b }: BetaShape): number {
  checkParameter('a', a);
  checkParameter('b', b);
  if (!(x >= 0 && x <= 1))
    throw new MetricsError('argument_invalid', `A beta distribution lies between 0 and 1, but x is ${x}.`);
  const y = 1 - x;
  const lostInY = 1 - y - x;
  const offset = differenceOfProducts([b, x], [a, y]) - a * lostInY;
  return Math.exp(betaTail({ a, b, x, y, offset }).log);
}

/**
 * The x below which a share `p` of a beta distribution lies, in 0..1.
 *
 * Relative error below 1e-12 for a and b from 0.01 to 1e9; 0 where x would be less than 1e-300. An x near 1 has few
 * digits left to tell how near: for the x above which a share p lies, ask for its distance from 1, which is
 * `betaQuantile(p, { a: b, b: a })`.
 *
 * Source: the solution of `betaCdf` by Newton's method.
 *
 * @throws MetricsError `argument_invalid` when p is not between 0 and 1, both excluded, or when a or b is not above 0 or
 * exceeds 1e15.
 * @example
 * roundHalfAway(betaQuantile(0.025, { a: 4, b: 17 }), 6); // 0.057334
 */
export function betaQuantile(p: number, { a, b }: BetaShape): number {
  checkProbability(p);
  checkParameter('a', a);
  checkParameter('b', b);
  return p > 0.5 ? 1 / (1 + betaOdds(1 - p, { a: b, b: a })) : 1 / (1 + 1 / betaOdds(p, { a, b }));
}

/** The odds x / (1 - x) of the quantile of p, for p up to 1/2. They keep the digits of an x near 0 and of one near 1. */
export function betaOdds(p: number, { a, b }: BetaShape): number {
  const away = Math.min(500, roughDeviations(p) * Math.sqrt(1 / a + 1 / b));
  return solveTail(Math.log(p), {
    start: (a / b) * Math.exp(-away),
    tail: (odds) => {
      const y = 1 / (1 + odds);
      return betaTail({ a, b, x: odds * y, y, offset: (b * odds - a) * y });
    },
  });
}
