import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquaredSurvival } from '../distribution/chi-squared.ts';
import { shareCounts } from './moments.fixture.ts';
import { nMinusOneChiSquared } from './n-minus-one-chi-squared.ts';

describe('nMinusOneChiSquared', () => {
  it('is (N - 1) (ad - bc)^2 over the product of the margins', () => {
    fc.assert(
      fc.property(shareCounts, shareCounts, (first, second) => {
        const [a, b] = [first.hits, first.n - first.hits];
        const [c, d] = [second.hits, second.n - second.hits];
        const margins = (a + b) * (c + d) * (a + c) * (b + d);
        const expected = margins === 0 ? 0 : ((a + b + c + d - 1) * (a * d - b * c) ** 2) / margins;
        const test = nMinusOneChiSquared(first, second);
        expect(Math.abs((test?.statistic ?? Number.NaN) - expected)).toBeLessThanOrEqual(
          1e-9 * (1 + expected),
        );
        expect(test?.df).toBe(1);
        expect(test?.p).toBeCloseTo(chiSquaredSurvival(expected, 1), 9);
      }),
    );
  });

  it('sees nothing but chance in hits only, and in none', () => {
    const chance = { statistic: 0, df: 1, p: 1 };
    expect(nMinusOneChiSquared({ hits: 3, n: 3 }, { hits: 9, n: 9 })).toStrictEqual(chance);
    expect(nMinusOneChiSquared({ hits: 0, n: 3 }, { hits: 0, n: 9 })).toStrictEqual(chance);
  });

  it('is null when a side has no answers', () => {
    expect(nMinusOneChiSquared({ hits: 0, n: 0 }, { hits: 1, n: 2 })).toBeNull();
  });

  it('refuses impossible hits', () => {
    expect(() => nMinusOneChiSquared({ hits: 3, n: 2 }, { hits: 1, n: 2 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'A proportion needs 0 to n hits of n answers, but it has 3 of 2.',
      }),
    );
  });
});
