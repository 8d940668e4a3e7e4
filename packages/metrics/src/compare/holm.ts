import { ranked } from './p-value.ts';

/**
 * P-values of many tests, adjusted so that the chance of even one false alarm among those at or below a level stays
 * below that level (Holm). In the order given, 0..1.
 *
 *     adjusted p_(i) = max over j <= i of min(1, (m - j + 1) p_(j)),   p_(1) <= … <= p_(m)
 *
 * Stricter than `benjaminiHochberg`; for a few tests of which none may be wrong. Give it every test that was made.
 *
 * Source: S. Holm (1979), A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics
 * 6(2), 65-70.
 *
 * @throws MetricsError `argument_invalid` when a p is not in 0..1.
 * @example
 * holm([0.75, 0.01, 0.5, 0.02]); // [1, 0.04, 1, 0.06]
 * holm([]); // []
 * holm([0.5, -1]); // throws argument_invalid
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = pValues.slice();
  let left = adjusted.length;
  let most = 0;
  for (const { place, p } of ranked(pValues)) {
    most = Math.max(most, Math.min(1, p * left));
    adjusted[place] = most;
    left -= 1;
  }
  return adjusted;
}
