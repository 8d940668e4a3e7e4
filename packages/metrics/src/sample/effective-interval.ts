import type { Estimate } from '../estimate.ts';
import { adjustedWaldOf } from '../interval/adjusted-wald.ts';
import { wilsonOf } from '../interval/wilson.ts';
import { type Moments, variance } from '../moments.ts';

interface Effective {
  /** Of all answers, weighted if they are weighted. */
  readonly moments: Moments;
  /** How many times less these answers say than as many independent, equally weighted ones. */
  readonly designEffect: number;
  /** The critical value of the two-sided interval. */
  readonly critical: number;
}

/**
 * The interval of an estimate whose answers count for fewer than they are: the method of the estimate, on a sample with
 * the same shares and `n / designEffect` answers. In the unit of the score; null where the method has none.
 */
export function effectiveInterval(
  { method, histogram }: Pick<Estimate, 'method' | 'histogram'>,
  { moments, designEffect, critical }: Effective,
): { low: number | null; high: number | null } {
  const n = moments.n / designEffect;
  const sum = moments.sum / designEffect;
  if (method === 't') {
    const spread = variance(moments);
    if (spread === 0) return { low: null, high: null };
    const center = moments.sum / moments.n;
    const half = critical * Math.sqrt(spread / n);
    const { lowest, highest } = rangeOf({ method, histogram });
    return { low: Math.max(lowest, center - half), high: Math.min(highest, center + half) };
  }
  const { low, high } =
    method === 'wilson'
      ? wilsonOf({ hits: Math.min(sum, n), n }, critical)
      : adjustedWaldOf({ n, sum, sumOfSquares: moments.sumOfSquares / designEffect }, critical);
  return { low: 100 * low, high: 100 * high };
}

/** The ends of the range that the score of an estimate lies in. */
export function rangeOf({ method, histogram }: Pick<Estimate, 'method' | 'histogram'>): {
  lowest: number;
  highest: number;
} {
  if (method === 't') return { lowest: histogram.min, highest: histogram.min + histogram.counts.length - 1 };
  return { lowest: method === 'wilson' ? 0 : -100, highest: 100 };
}
