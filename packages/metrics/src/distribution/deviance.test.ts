import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logUniform } from './arbitraries.fixture.ts';
import { deviance } from './deviance.ts';

describe('deviance', () => {
  // x ln(x / (x + excess)) + excess of these doubles, computed with mpmath at 60 digits.
  it.each([
    [1, 1e-8, 4.999999966666667e-17],
    [1, -1e-8, 5.000000033333334e-17],
    [3.5, 0.2, 0.0055055209581623245],
    [100, -30, 5.667494393873238],
    [1e9, 1000, 0.0004999996666669167],
    [1e9, -1000000, 500.33358353350013],
    [0.01, 500, 499.8918020171579],
    [20, 39.5, 17.695119220048138],
    [20, 41, 18.697168187613595],
    [30, -19, 11.099063265913545],
    [30, -21, 15.11918412977808],
    [1000000, -999999, 12815511.557964275],
    [12, 1e-150, 4.166666666666667e-302],
  ])('of %d, with %d more expected, is %d', (x, excess, value) => {
    expect(Math.abs(deviance(x, { expected: x + excess, excess }) / value - 1)).toBeLessThan(4e-15);
  });

  it('is exactly 0 where all is as expected', () => {
    expect(deviance(3.7, { expected: 3.7, excess: 0 })).toBe(0);
  });

  it('is above 0 elsewhere, and below the chi-squared term (x - expected)^2 / expected', () => {
    const positive = logUniform(1e-3, 1e9);
    fc.assert(
      fc.property(positive, positive, (x, expected) => {
        fc.pre(x !== expected);
        const excess = expected - x;
        const value = deviance(x, { expected, excess });
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan((excess ** 2 / expected) * (1 + 1e-14));
      }),
    );
  });

  it('has no step between series and logarithm', () => {
    // The seams lie at an expectation of 3 x and of x / 3.
    for (const [inside, outside] of [
      [3 - 1e-15, 3 + 1e-15],
      [(1 + 1e-15) / 3, (1 - 1e-15) / 3],
    ] as const) {
      const near = deviance(1, { expected: inside, excess: inside - 1 });
      const far = deviance(1, { expected: outside, excess: outside - 1 });
      expect(near / far).toBeCloseTo(1, 14);
    }
  });
});
