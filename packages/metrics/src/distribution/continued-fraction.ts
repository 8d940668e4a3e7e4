/** The pair of step m: the numerator that leads to it, and its own denominator. */
export type Step = readonly [numerator: number, denominator: number];

/**
 * The value of b0 + a1 / (b1 + a2 / (b2 + ...)), by the modified method of Lentz; b0 is `first`.
 *
 * Source: I. J. Thompson and A. R. Barnett (1986), Coulomb and Bessel Functions of Complex Arguments and Order, Journal
 * of Computational Physics 64(2), 490-509.
 */
export function continuedFraction(first: number, step: (m: number) => Step): number {
  // In place of 0, which would be divided by.
  const tiny = 1e-300;
  let value = first || tiny;
  let above = value;
  let below = 0;
  let change = 0;
  // Rounding may keep the change a little beside 1 for ever.
  for (let m = 1; Math.abs(change - 1) > 4 * Number.EPSILON; m++) {
    const [numerator, denominator] = step(m);
    above = denominator + numerator / above || tiny;
    below = 1 / (denominator + numerator * below || tiny);
    change = above * below;
    value *= change;
  }
  return value;
}
