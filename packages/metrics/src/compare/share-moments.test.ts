import { describe, expect, it } from 'vitest';
import { shareMoments } from './share-moments.ts';

describe('shareMoments', () => {
  it('lets there be no answers', () => {
    expect(shareMoments({ hits: 0, n: 0 })).toStrictEqual({ n: 0, sum: 0, sumOfSquares: 0 });
  });

  it.each([
    [-1, 5],
    [6, 5],
    [1, 0],
    [Number.NaN, 5],
    [1, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses %d of %d', (hits, n) => {
    expect(() => shareMoments({ hits, n })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A proportion needs 0 to n hits of n answers, but it has ${hits} of ${n}.`,
      }),
    );
  });
});
