import fc from 'fast-check';
import type { Moments } from '../moments.ts';
import type { NetCounts } from '../net.ts';

/** The moments of a list of worths, the slow way. */
export function momentsOfList(worths: readonly number[]): Moments {
  return {
    n: worths.length,
    sum: worths.reduce((sum, worth) => sum + worth, 0),
    sumOfSquares: worths.reduce((sum, worth) => sum + worth ** 2, 0),
  };
}

export const none: Moments = { n: 0, sum: 0, sumOfSquares: 0 };

/** The same answers, each given so many times. */
export function times({ n, sum, sumOfSquares }: Moments, factor: number): Moments {
  return { n: n * factor, sum: sum * factor, sumOfSquares: sumOfSquares * factor };
}

/** Answers from -5 to 5, and at least one. */
export const worths = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 40 });

const count = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 1e6 }));

export const netCounts: fc.Arbitrary<NetCounts> = fc
  .record({ detractors: count, passives: count, promoters: count })
  .filter(({ detractors, passives, promoters }) => detractors + passives + promoters > 0);

export const shareCounts = fc
  .tuple(count, count)
  .filter(([hits, misses]) => hits + misses > 0)
  .map(([hits, misses]) => ({ hits, n: hits + misses }));

export const confidences = fc.double({ min: 0.01, max: 0.9999, noNaN: true });
