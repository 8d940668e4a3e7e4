import { ranked } from './p-value.ts';

/**
 * P-values of many tests, adjusted so that of those at or below q only a share of q is expected to be false discoveries
 * (Benjamini and Hochberg, also called q-values). In the order given, 0..1.
 *
 *     adjusted p_(i) = min over j >= i of p_(j) m / j,   p_(1) <= … <= p_(m)
 *
 * Give it every test that was made and could have been shown. Those picked by a look at their p-values are no longer
 * the whole family, and far more of the discoveries would be false.
 *
 * Source: Y. Benjamini and Y. Hochberg (1995), Controlling the False Discovery Rate: A Practical and Powerful Approach
 * to Multiple Testing, Journal of the Royal Statistical Society B 57(1), 289-300.
 *
 * @throws MetricsError `argument_invalid` when a p is not in 0..1.
 * @example
 * benjaminiHochberg([0.75, 0.02, 0.5, 0.01]); // [0.75, 0.04, 0.6666666666666666, 0.04]
 * benjaminiHochberg([]); // []
 * benjaminiHochberg([0.5, 1.5]); // throws argument_invalid
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const adjusted = pValues.slice();
  let rank = adjusted.length;
  let least = 1;
  for (const { place, p } of ranked(pValues).reverse()) {
    least = Math.min(least, p * (adjusted.length / rank));
    adjusted[place] = least;
    rank -= 1;
  }
  return adjusted;
}
