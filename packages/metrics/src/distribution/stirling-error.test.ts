import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stirlingError } from './stirling-error.ts';

describe('stirlingError', () => {
  // loggamma(x + 1) - (x + 1/2) ln x + x - ln(2 pi) / 2 of these doubles, computed with mpmath at 60 digits.
  it.each([
    [0.01, 1.4340079537031842],
    [0.3, 0.2360649007482156],
    [0.5, 0.15342640972002736],
    [1, 0.08106146679532726],
    [2.5, 0.03316287351993629],
    [9.999, 0.008331396020466343],
    [10, 0.00833056343336287],
    [10.5, 0.00793411456431402],
    [37.25, 0.002237082733785248],
    [1000, 8.333333055555635e-5],
    [1000000, 8.333333333333056e-8],
    [1000000000, 8.333333333333333e-11],
  ])('of %d is %d', (x, error) => {
    expect(Math.abs(stirlingError(x) - error)).toBeLessThan(2e-15);
  });

  it('completes the formula for the logarithm of a factorial', () => {
    let factorial = 0;
    for (let n = 1; n <= 150; n++) {
      factorial += Math.log(n);
      const formula = Math.log(2 * Math.PI * n) / 2 + n * Math.log(n) - n;
      expect(formula + stirlingError(n)).toBeCloseTo(factorial, 11);
    }
  });

  it('falls as x grows, and lies between 1 / (12 x + 1) and 1 / (12 x)', () => {
    const positive = fc.double({ min: 1, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(stirlingError(more)).toBeLessThanOrEqual(stirlingError(less) + 2e-15);
        expect(stirlingError(less)).toBeGreaterThan(1 / (12 * less + 1) - 2e-15);
        expect(stirlingError(less)).toBeLessThan(1 / (12 * less) + 2e-15);
      }),
    );
  });
});
