import { MetricsError } from './metrics-error.ts';

/** How much a score of n answers can carry: none at all, little, or enough. */
export type Precision = 'counts_only' | 'low' | 'normal';

export interface PrecisionOptions {
  /** With fewer answers only the counts are shown, 10 by default. */
  readonly countsOnlyBelow?: number;
  /** With fewer answers the score is marked as imprecise, 30 by default. */
  readonly lowBelow?: number;
}

/**
 * What may be said about n answers. A project can set both thresholds.
 *
 * @throws MetricsError `argument_invalid` when a number is negative or NaN.
 * @example
 * precision(9); // 'counts_only'
 * precision(29); // 'low'
 * precision(30); // 'normal'
 * precision(4, { countsOnlyBelow: 3, lowBelow: 5 }); // 'low'
 */
export function precision(
  n: number,
  { countsOnlyBelow = 10, lowBelow = 30 }: PrecisionOptions = {},
): Precision {
  // A NaN is below nothing, and would pass for enough.
  if (!(n >= 0 && countsOnlyBelow >= 0 && lowBelow >= 0))
    throw new MetricsError(
      'argument_invalid',
      `Answers and thresholds must be numbers from 0 up, but they are ${n}, ${countsOnlyBelow} and ${lowBelow}.`,
    );
  if (n < countsOnlyBelow) return 'counts_only';
  return n < lowBelow ? 'low' : 'normal';
}
