import { MetricsError } from '../metrics-error.ts';

/** How many answers have this value in each of the dimensions that are weighted. */
export interface RakeCell {
  /** By dimension: `{ plan: 'pro', region: 'eu' }`. */
  readonly at: Readonly<Record<string, string>>;
  readonly n: number;
}

/** By dimension and value: how large that part of the population is, in any unit (people, shares, percent). */
export type Margins = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface RakeOptions {
  /** The weighted shares may differ from the margins by this much, 1e-10 by default. */
  readonly tolerance?: number;
  /** Rounds over all dimensions before it gives up, 1,000 by default. */
  readonly maxRounds?: number;
}

/**
 * Weights that make the sample look like the population in each dimension by itself: raking, or iterative proportional
 * fitting. One weight per cell, in the order given, of one answer; they are 1 on average over the answers, and all 1
 * when there is no answer.
 *
 * Every round fits one dimension after the other, until all fit: `w = w * margin share / weighted share`.
 *
 * Source: W. E. Deming and F. F. Stephan (1940), On a Least Squares Adjustment of a Sampled Frequency Table When the
 * Expected Marginal Totals are Known, Annals of Mathematical Statistics 11(4), 427-444.
 *
 * @throws MetricsError `argument_invalid` when a number of answers or a margin is negative, NaN or infinite; when a cell
 * lies outside of the margins; when a part of the population has no answer to stand for it; and when the margins
 * contradict the cells, so that no weights fit them.
 * @example
 * const cells = [{ at: { plan: 'free' }, n: 30 }, { at: { plan: 'pro' }, n: 10 }];
 * rake(cells, { plan: { free: 50, pro: 50 } }); // [2 / 3, 2]
 * rake([{ at: { plan: 'free' }, n: 30 }], { plan: { free: 50, pro: 50 } }); // throws argument_invalid
 */
export function rake(
  cells: readonly RakeCell[],
  margins: Margins,
  { tolerance = 1e-10, maxRounds = 1_000 }: RakeOptions = {},
): number[] {
  for (const { n } of cells) check(n, 'A number of answers');
  check(tolerance, 'The tolerance');
  const total = cells.reduce((sum, { n }) => sum + n, 0);
  const weights = cells.map(() => 1);
  if (total === 0) return weights;
  const fits = Object.entries(margins).map(([dimension, margin]) => fitOf(cells, dimension, margin));
  for (let round = 0; round < maxRounds; round++) {
    let off = 0;
    for (const fit of fits) off = Math.max(off, adjust(weights, cells, fit, total));
    if (off <= tolerance) return weights;
  }
  throw new MetricsError(
    'argument_invalid',
    `No weights were found in ${maxRounds} rounds that fit every margin to ${tolerance}: the margins contradict the ` +
      'cells that have answers. Take a dimension out, or join values that few answers have.',
  );
}

/** One dimension to be fitted: the part of the population that each cell stands for. */
interface Fit {
  /** By cell: the index of its value. */
  readonly part: readonly number[];
  /** By value: its share of the population. */
  readonly shares: readonly number[];
}

function fitOf(cells: readonly RakeCell[], dimension: string, margin: Readonly<Record<string, number>>): Fit {
  const values = Object.keys(margin);
  const sizes = values.map((value) => check(margin[value] ?? 0, `The margin of ${dimension} "${value}"`));
  const largest = Math.max(...sizes);
  const population = sizes.reduce((sum, size) => sum + size / largest, 0);
  if (!(largest > 0))
    throw new MetricsError(
      'argument_invalid',
      `The margins of ${dimension} add up to 0: there is nobody to stand for.`,
    );
  const part = cells.map(({ at }) => {
    const value = Object.hasOwn(at, dimension) ? at[dimension] : undefined;
    const index = value === undefined ? -1 : values.indexOf(value);
    if (index < 0)
      throw new MetricsError(
        'argument_invalid',
        `A cell has ${dimension} "${value}", but the margins of ${dimension} are for ${values.map((of) => `"${of}"`).join(', ')}.`,
      );
    return index;
  });
  for (const [index, value] of values.entries())
    if ((sizes[index] ?? 0) > 0 && !cells.some(({ n }, cell) => n > 0 && part[cell] === index))
      throw new MetricsError(
        'argument_invalid',
        `Nobody answered who could stand for ${dimension} "${value}", but its margin is ${sizes[index]}.`,
      );
  return { part, shares: sizes.map((size) => size / largest / population) };
}

/** Fits the weights to one dimension; how far off they were, as a share of the whole. */
function adjust(weights: number[], cells: readonly RakeCell[], { part, shares }: Fit, total: number): number {
  const sums = shares.map(() => 0);
  for (const [cell, { n }] of cells.entries()) {
    const index = part[cell] ?? 0;
    sums[index] = (sums[index] ?? 0) + n * (weights[cell] ?? 0);
  }
  let off = 0;
  for (const [index, share] of shares.entries())
    off = Math.max(off, Math.abs((sums[index] ?? 0) / total - share));
  for (const [cell, weight] of weights.entries()) {
    const index = part[cell] ?? 0;
    const sum = sums[index] ?? 0;
    weights[cell] = sum === 0 ? 0 : (weight * (shares[index] ?? 0) * total) / sum;
  }
  return off;
}

function check(value: number, name: string): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new MetricsError('argument_invalid', `${name} must be finite and from 0 up, but it is ${value}.`);
  return value;
}
