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
const maxTotal = Math.floor(Number.MAX_SAFE_INTEGER / 100);

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
  checkCounts(made);
  return made;
}

/** Refuses counts that no set of answers can have; for histograms that `histogram` may not have made. */
export function checkCounts(of: Histogram): void {
  for (const [index, count] of Array.from(of.counts).entries())
    if (!Number.isSafeInteger(count) || count < 0)
      throw new MetricsError(
        'histogram_invalid',
        `A count must be a whole number from 0 up, but value ${of.min + index} of scale "${of.scale}" has ${count}.`,
      );
  if (total(of) > maxTotal)
    throw new MetricsError(
      'histogram_invalid',
      `A histogram holds at most ${maxTotal} answers, but that of scale "${of.scale}" has ${total(of)}.`,
    );
}

/** Whether a histogram lies on this scale and no other. */
export function isOn(of: Histogram, { id, min, max }: Scale): boolean {
  return of.scale === id && of.min === min && of.counts.length === max - min + 1;
}

/**
 * The number of answers in a histogram.
 *
 * @example
 * total(histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 5])); // 7
 */
export function total({ counts }: Histogram): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * The mean answer, in values of the scale; null when there is no answer.
 *
 * @example
 * mean(histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 6])); // 2.5
 * mean(histogram({ id: '1..3', min: 1, max: 3 }, [0, 0, 0])); // null
 */
export function mean(of: Histogram): number | null {
  const n = total(of);
  if (n === 0) return null;
  return of.counts.reduce((sum, count, index) => sum + count * (of.min + index), 0) / n;
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
  const scale = { id: a.scale, min: a.min, max: a.min + a.counts.length - 1 };
  if (!isOn(b, scale))
    throw new MetricsError(
      'scale_mixed',
      `Answers on ${described(a)} and on ${described(b)} cannot be merged; ask for one score per scale.`,
    );
  checkCounts(a);
  checkCounts(b);
  return histogram(
    scale,
    a.counts.map((count, index) => count + (b.counts[index] ?? 0)),
  );
}

function described({ scale, min, counts }: Histogram): string {
  return `scale "${scale}" (${min} to ${min + counts.length - 1})`;
}
