import { MetricsError } from '../metrics-error.ts';
import { periodsOf, type WatchOptions } from './period.ts';
import { type Signal, signalsOf } from './signal.ts';

export interface EwmaOptions extends WatchOptions {
  /** The weight of the newest value, above 0 and up to 1. 0.2 by default. */
  readonly lambda?: number;
  /** How many standard deviations of the smoothed series the limits are from the target. 2.962 by default. */
  readonly L?: number;
}

/** The smoothed series with its limits, in the unit of the values, and the changes that it gives away. */
export interface Ewma {
  readonly smoothed: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** In the order of their indices. */
  readonly signals: readonly Signal[];
}

/**
 * Exponentially weighted moving average: a smoothed series that keeps within its limits as long as the target holds.
 *
 *     smoothed_i = target + d_i,   d_i = lambda (value_i - target) + (1 - lambda) d_(i-1)
 *     limits_i   = target -/+ L s_i,   s_i^2 = lambda^2 sigma_i^2 + (1 - lambda)^2 s_(i-1)^2
 *
 * At the start and at every reset d is 0, and the first value after it has the s of an endless series, the root of
 * sigma^2 lambda / (2 - lambda). So with one sigma the limits are the steady ones, which `ewmaRunLength` is about.
 *
 * A smoothed value outside its limits is a signal, once for every run on that side of the target; `since` is where the
 * run began. Where a value is null, d and s hold; before any value, both limits are the target.
 *
 * Source: S. W. Roberts (1959), Control Chart Tests Based on Geometric Moving Averages, Technometrics 1(3), 239-250.
 *
 * @throws MetricsError `argument_invalid` when a value or a target is not finite, a sigma or L is not above 0, lambda is
 * not above 0 and up to 1, or a reset is no index of the values.
 * @example
 * const watched = ewma([30, 40, 50], { target: 30, sigma: 5, lambda: 0.5, L: 2 });
 * watched.smoothed; // [30, 35, 42.5]
 * roundHalfAway(watched.high[2], 6); // 35.773503
 * watched.signals; // [{ index: 2, side: 'up', since: 1 }]
 */
export function ewma(
  values: readonly (number | null)[],
  { lambda = 0.2, L = 2.962, ...watch }: EwmaOptions,
): Ewma {
  if (!(lambda > 0 && lambda <= 1 && L > 0 && L < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `An EWMA needs a lambda above 0 and up to 1 and a finite L above 0, but lambda is ${lambda} and L is ${L}.`,
    );
  const smoothed: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  /** The deviation in units of the limit. */
  const course: number[] = [];
  let deviation = 0;
  let scatter = 0;
  for (const { target, restarts, measured } of periodsOf(values, watch)) {
    if (restarts) deviation = scatter = 0;
    if (measured) {
      scatter =
        scatter === 0
          ? measured.sigma * Math.sqrt(lambda / (2 - lambda))
          : Math.hypot(lambda * measured.sigma, (1 - lambda) * scatter);
      deviation = lambda * measured.deviation + (1 - lambda) * deviation;
    }
    const half = L * scatter;
    smoothed.push(target + deviation);
    low.push(target - half);
    high.push(target + half);
    course.push(half === 0 ? 0 : deviation / half);
  }
  const opposite = course.map((height) => -height);
  const signals = signalsOf({ up: course, down: opposite }, { limit: 1, resets: watch.resets });
  return { smoothed, low, high, signals };
}
