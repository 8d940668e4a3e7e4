import { describe, expect, it } from 'vitest';
import { variance } from '../moments.ts';
import { effectiveMoments } from './effective-moments.ts';

const moments = { n: 60, sum: 24, sumOfSquares: 48 };

describe('effectiveMoments', () => {
  it('keeps the mean and the variance, and takes answers away', () => {
    const fewer = effectiveMoments({ moments, designEffect: 2.5 }) ?? moments;
    expect(fewer.n).toBe(24);
    expect(fewer.sum / fewer.n).toBeCloseTo(0.4, 12);
    expect(variance(fewer)).toBeCloseTo(variance(moments), 12);
  });

  it('leaves answers of which nothing is said, and has none where nothing tells', () => {
    expect(effectiveMoments({ moments })).toStrictEqual(moments);
    expect(effectiveMoments({ moments, designEffect: null })).toBeNull();
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a design effect of %d', (designEffect) => {
    expect(() => effectiveMoments({ moments, designEffect })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A design effect must be finite and above 0, but it is ${designEffect}.`,
      }),
    );
  });
});
