import type { AccountMove } from './account-moves.ts';
import type { AccountSum } from './store.ts';

/**
 * Sums as they are told, of sums as they are kept.
 *
 * @example
 * sumsOf({ thirds: 1, ninths: 9 }); // { sum: 1 / 3, sumOfSquares: 1 }
 */
export function sumsOf({
  thirds,
  ninths,
}: Pick<AccountMove, 'thirds' | 'ninths'>): Pick<AccountSum, 'sum' | 'sumOfSquares'> {
  return { sum: thirds / 3, sumOfSquares: ninths / 9 };
}
