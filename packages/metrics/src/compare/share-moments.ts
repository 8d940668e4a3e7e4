import type { ProportionCounts } from '../interval/proportion.ts';
import { MetricsError } from '../metrics-error.ts';
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
  if (!(hits >= 0 && hits <= n && n < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A share needs 0 to n hits of n answers, but it has ${hits} of ${n}.`,
    );
  return { n, sum: hits, sumOfSquares: hits };
}
