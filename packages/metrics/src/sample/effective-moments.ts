import type { Estimate } from '../estimate.ts';
import { MetricsError } from '../metrics-error.ts';
import type { Moments } from '../moments.ts';

/** An estimate that may know that its answers resemble each other. */
export interface EffectiveEstimate extends Pick<Estimate, 'moments'> {
  /** How many times less the answers say than as many independent ones; null when nothing tells. */
  readonly designEffect?: number | null;
}

/**
 * The moments of as many independent answers as an estimate's answers are worth: the same mean and variance, of
 * `n / designEffect` answers. Whatever takes moments takes answers for independent, so for those of accounts give it
 * these. Null when nothing tells how much the answers resemble each other.
 *
 * @throws MetricsError `argument_invalid` unless the design effect is finite and above 0.
 * @example
 * const month = { moments: { n: 60, sum: 24, sumOfSquares: 48 }, designEffect: 3 };
 * effectiveMoments(month); // { n: 20, sum: 8, sumOfSquares: 16 }
 * effectiveMoments({ ...month, designEffect: null }); // null
 */
export function effectiveMoments({ moments, designEffect = 1 }: EffectiveEstimate): Moments | null {
  if (designEffect === null) return null;
  if (!(designEffect > 0 && designEffect < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A design effect must be finite and above 0, but it is ${designEffect}.`,
    );
  const { n, sum, sumOfSquares } = moments;
  return { n: n / designEffect, sum: sum / designEffect, sumOfSquares: sumOfSquares / designEffect };
}
