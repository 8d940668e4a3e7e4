import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOfProducts } from './difference-of-products.ts';

describe('differenceOfProducts', () => {
  it('is right to the last digits for any whole numbers', () => {
    const whole = fc.maxSafeInteger();
    fc.assert(
      fc.property(whole, whole, whole, whole, (a, b, c, d) => {
        const exact = Number(BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d));
        expect(Math.abs(differenceOfProducts([a, b], [c, d]) - exact)).toBeLessThanOrEqual(
          4e-16 * Math.abs(exact),
        );
      }),
    );
  });

  it('is right where rounding leaves nothing of the difference', () => {
    const n = 2 ** 52 + 1;
    expect(n * n - (n + 1) * (n - 1)).not.toBe(1);
    expect(differenceOfProducts([n, n], [n + 1, n - 1])).toBe(1);
  });
});
