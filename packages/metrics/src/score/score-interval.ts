import { adjustedWaldOf } from '../interval/adjusted-wald.ts';
import { type Bounds, criticalValue } from '../interval/interval.ts';
import { tInterval } from '../interval/t-interval.ts';
import { wilsonOf } from '../interval/wilson.ts';
import type { Moments } from '../moments.ts';

/** Of a net score, in -1..1. */
export function netInterval(moments: Moments, confidence: number): Bounds {
  return adjustedWaldOf(moments, criticalValue(confidence));
}

/** Of the share of hits, in 0..1. */
export function shareInterval({ n, sum }: Moments, confidence: number): Bounds {
  return wilsonOf({ hits: sum, n }, criticalValue(confidence));
}

/** Of the mean answer, in values of the scale, and never outside of it. */
export function meanInterval(
  moments: Moments,
  confidence: number,
  { min, max }: { min: number; max: number },
): Bounds | null {
  const bounds = tInterval(moments, { confidence });
  return bounds && { low: Math.max(min, bounds.low), high: Math.min(max, bounds.high) };
}
