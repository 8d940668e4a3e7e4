import { checkProportion, type ProportionCounts } from '../interval/proportion.ts';
import type { Moments } from '../moments.ts';

/**
 * The moments of a share: each hit counts 1, every other answer 0. There may be no answers.
 *
 * @throws MetricsError `argument_invalid` unless `0 <= hits <= n` and both are finite.
 * @example
 * shareMoments({ hits: 3, n: 10 }); // { n: 10, sum: 3, sumOfSquares: 3 }
 * shareMoments({ hits: 11, n: 10 }); // throws argument_invalid
 */
export function shareMoments({ hits, n }: ProportionCounts): Moments {
  checkProportion({ hits, n });
  // Adding 0 turns -0 into 0.
  return { n, sum: hits + 0, sumOfSquares: hits + 0 };
}
