import { type Histogram, histogram } from '../histogram.ts';
import { addMoments, type Moments } from '../moments.ts';

/** Draws of each simulation. */
export const samples = 2_000;

interface Bounds {
  readonly low: number | null;
  readonly high: number | null;
}

/** Over the populations, in percent. */
export interface Coverage {
  readonly mean: number;
  readonly lowest: number;
}

/** 1 when the interval is there and holds the truth, else 0. */
export function holds({ low, high }: Bounds, truth: number): number {
  return low !== null && high !== null && low <= truth && truth <= high ? 1 : 0;
}

export function percent(hits: number, of = samples): number {
  return (100 * hits) / of;
}

export function coverageOf(hits: readonly number[], of = samples): Coverage {
  const percents = hits.map((each) => percent(each, of));
  return {
    mean: percents.reduce((sum, each) => sum + each, 0) / percents.length,
    lowest: Math.min(...percents),
  };
}

/** Of the signs of all accounts. */
export function netHistogram(accounts: readonly Moments[]): Histogram {
  const { n, sum, sumOfSquares } = accounts.reduce(addMoments);
  const counts = [
    (sumOfSquares - sum) / 2,
    0,
    0,
    0,
    0,
    0,
    0,
    n - sumOfSquares,
    0,
    0,
    (sumOfSquares + sum) / 2,
  ];
  return histogram({ id: '0..10', min: 0, max: 10 }, counts);
}
