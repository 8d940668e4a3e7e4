import { MetricsError } from './metrics-error.ts';

/** A scale of integer values from `min` to `max`. */
export interface Scale {
  /** `0..10`, `1..5`, …; two scales with the same values and different meanings have different ids. */
  readonly id: string;
  readonly min: number;
  readonly max: number;
}

/** How often each value of one scale was answered: `counts[i]` answers of the value `min + i`. */
export interface Histogram {
  readonly scale: string;
  readonly min: number;
  readonly counts: readonly number[];
}

/** Up to here 100 times a count is an exact integer, so that a percentage is rounded once, by its division. */
const maxTotal = 90_071_992_547_409;

/**
 * Makes a histogram from one count per value of the scale, from its lowest value to its highest.
 *
 * @throws MetricsError `histogram_invalid` when the scale is not a range of integers, when it has another number of
 * values than there are counts, when a count is negative, fractional, NaN or infinite, or when the counts add up to
 * more than 90 071 992 547 409.
 * @example
 * histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 5]); // { scale: '1..3', min: 1, counts: [2, 0, 5] }
 */
export function histogram({ id, min, max }: Scale, counts: readonly number[]): Histogram {
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || max < min)
    throw new MetricsError(
      'histogram_invalid',
      `Scale "${id}" must run from one integer up to another, but it runs from ${min} to ${max}.`,
    );
  const values = max - min + 1;
  if (counts.length !== values)
    throw new MetricsError(
      'histogram_invalid',
      `Scale "${id}" has ${values} values, but the number of counts given is ${counts.length}.`,
    );
  // Array.from visits holes, which become NaN and are refused below; adding 0 turns -0 into 0.
  const made = { scale: id, min: min + 0, counts: Array.from(counts, (count) => count + 0) };
  checkTotal(made);
  return made;
}

/** The count at this index, refused when no set of answers can have it; for histograms that may be made by hand. */
export function countAt({ scale, min, counts }: Histogram, index: number): number {
  // A hole is undefined, and no integer.
  const count = counts[index] as number;
  if (!Number.isSafeInteger(count) || count < 0)
    throw new MetricsError(
      'histogram_invalid',
      `A count must be a whole number from 0 up, but value ${min + index} of scale "${scale}" has ${count}.`,
    );
  return count;
}

/** Refuses counts whose sum is too large to keep percentages exact. */
function checkTotal(of: Histogram): void {
  let sum = 0;
  for (let index = 0; index < of.counts.length; index++) sum += countAt(of, index);
  if (sum > maxTotal)
    throw new MetricsError(
      'histogram_invalid',
      `A histogram holds at most ${maxTotal} answers, but that of scale "${of.scale}" has ${sum}.`,
    );
}

/**
 * Refuses a histogram that lies on none of the scales that a metric is defined on. An id begins with the range of its
 * scale, and the whole of it decides: `1..5:effort` has five values as `1..5` has, and the lowest is its best.
 */
export function requireScale(
  { scale, min, counts }: Histogram,
  metric: string,
  ids: readonly string[],
): void {
  const range = `${min}..${min + counts.length - 1}`;
  if (ids.includes(scale) && `${scale}:`.startsWith(`${range}:`)) return;
  throw new MetricsError(
    'histogram_invalid',
    `${metric} is defined on scale "${ids.join('" or "')}", but this histogram is on scale "${scale}" of ${range}.`,
  );
}

/**
 * The number of answers in a histogram.
 *
 * @example
 * total(histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 5])); // 7
 */
export function total({ counts }: Histogram): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

/**
 * The histogram of the answers of both. Associative and commutative, so any grouping of days, touchpoints or segments
 * gives the same result.
 *
 * @throws MetricsError `scale_mixed` when the scales differ, and `histogram_invalid` when a histogram is impossible.
 * @example
 * const may = histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 5]);
 * const june = histogram({ id: '1..3', min: 1, max: 3 }, [1, 1, 1]);
 * mergeHistograms(may, june).counts; // [3, 1, 6]
 * mergeHistograms(may, histogram({ id: '0..1', min: 0, max: 1 }, [4, 2])); // throws scale_mixed
 */
export function mergeHistograms(a: Histogram, b: Histogram): Histogram {
  if (a.scale !== b.scale || a.min !== b.min || a.counts.length !== b.counts.length)
    throw new MetricsError(
      'scale_mixed',
      `Answers on ${described(a)} and on ${described(b)} cannot be merged; ask for one score per scale.`,
    );
  checkTotal(a);
  checkTotal(b);
  const merged = {
    scale: a.scale,
    min: a.min,
    counts: a.counts.map((count, at) => count + (b.counts[at] ?? 0)),
  };
  checkTotal(merged);
  return merged;
}

function described({ scale, min, counts }: Histogram): string {
  return `scale "${scale}" (${min} to ${min + counts.length - 1})`;
}
