import { MetricsError } from '../metrics-error.ts';
import { periodsOf, type WatchOptions } from './period.ts';
import { type Signal, signalsOf } from './signal.ts';

export interface CusumOptions extends WatchOptions {
  /** The slack, in sigmas: half of the shift that is worth noticing. 0.5 by default. */
  readonly k?: number;
  /** The limit, in sigmas: a sum above it is a signal. 5 by default. */
  readonly h?: number;
}

/** The sums of each period, in sigmas, and the changes that they give away. */
export interface Cusum {
  readonly high: readonly number[];
  readonly low: readonly number[];
  /** In the order of their indices. */
  readonly signals: readonly Signal[];
}

/**
 * Two-sided tabular CUSUM: adds up how far a series lies above its target, and how far below, so that a small lasting
 * change shows within a few periods.
 *
 *     z_i    = (value_i - target_i) / sigma_i
 *     high_i = max(0, high_(i-1) + z_i - k)
 *     low_i  = max(0, low_(i-1) - z_i - k),   both 0 at the start and at every reset
 *
 * A sum above h is a signal, once for every run above 0; `since` is where that run began. The sums are in sigmas, from
 * 0 up. They hold where a value is null, and go on after a signal until the change is acknowledged by a reset.
 * `cusumRunLength` tells how often k and h give a false alarm.
 *
 * Source: E. S. Page (1954), Continuous Inspection Schemes, Biometrika 41(1/2), 100-115; D. C. Montgomery (2013),
 * Introduction to Statistical Quality Control, 7th edition, section 9.1.
 *
 * @throws MetricsError `argument_invalid` when a value or a target is not finite, a sigma or h is not above 0, k is
 * negative, or a reset is no index of the values.
 * @example
 * const watched = cusum([30, null, 45, 50, 45], { target: 30, sigma: 5, h: 4 });
 * watched.high; // [0, 0, 2.5, 6, 8.5]
 * watched.signals; // [{ index: 3, side: 'up', since: 2 }]
 * cusum([45, 50, 45], { target: [30, 30, 45], sigma: 5, resets: [2] }).high; // [2.5, 6, 0]
 * cusum([45, 50], { target: 30, sigma: 0 }); // throws argument_invalid
 */
export function cusum(values: readonly (number | null)[], { k = 0.5, h = 5, ...watch }: CusumOptions): Cusum {
  if (!(k >= 0 && k < Number.POSITIVE_INFINITY && h > 0 && h < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A CUSUM needs a finite k from 0 up and a finite h above 0, but k is ${k} and h is ${h}.`,
    );
  const high: number[] = [];
  const low: number[] = [];
  let up = 0;
  let down = 0;
  for (const { restarts, measured } of periodsOf(values, watch)) {
    if (restarts) up = down = 0;
    if (measured) {
      const z = measured.deviation / measured.sigma;
      up = Math.max(0, up + z - k);
      down = Math.max(0, down - z - k);
    }
    high.push(up);
    low.push(down);
  }
  return { high, low, signals: signalsOf({ up: high, down: low }, { limit: h, resets: watch.resets }) };
}
