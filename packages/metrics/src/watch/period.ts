import { MetricsError } from '../metrics-error.ts';
import { checkResets } from './signal.ts';

/** What the values of a series should be, and how much they scatter. */
export interface WatchOptions {
  /** The level to hold, in the unit of the values: one number, or one per value. */
  readonly target: number | readonly number[];
  /**
   * The standard error of a value, in the unit of the values: one number, or one per value when periods have different
   * numbers of answers. Null will do where the value is null. 1 by default.
   */
  readonly sigma?: number | readonly (number | null)[];
  /**
   * The indices at which the watch begins anew: the first period after each change that was acknowledged. Where the
   * level to hold is another one from there, `target` has one number per value.
   */
  readonly resets?: readonly number[];
}

/** One value of a series as the charts see it. */
interface Period {
  readonly target: number;
  readonly restarts: boolean;
  /** Null in a period without answers. */
  readonly measured: { readonly deviation: number; readonly sigma: number } | null;
}

/** The periods of a series, checked. */
export function periodsOf(
  values: readonly (number | null)[],
  { target, sigma = 1, resets = [] }: WatchOptions,
): Period[] {
  checkResets(resets, values.length);
  // Array.from visits holes, which are refused below.
  return Array.from(values, (value, index) => {
    const level = at(target, index);
    if (typeof level !== 'number' || !Number.isFinite(level))
      throw new MetricsError(
        'argument_invalid',
        `Every value needs a finite target, but that of value ${index} is ${level}.`,
      );
    const restarts = resets.includes(index);
    if (value === null) return { target: level + 0, restarts, measured: null };
    const error = at(sigma, index);
    // Sums of deviations up to 2^53 sigmas stay finite.
    if (!error || !(error > 0 && Math.abs(value - level) / error <= Number.MAX_SAFE_INTEGER))
      throw new MetricsError(
        'argument_invalid',
        `A value must be null, or finite with a sigma above 0, but value ${index} is ${value} with sigma ${error}.`,
      );
    return { target: level + 0, restarts, measured: { deviation: value - level, sigma: error } };
  });
}

function at<T>(given: number | readonly T[], index: number): number | T | undefined {
  return typeof given === 'number' ? given : given[index];
}
