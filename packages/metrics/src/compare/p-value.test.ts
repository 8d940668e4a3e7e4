import { describe, expect, it } from 'vitest';
import { ranked, twoSided, zTest } from './p-value.ts';

describe('twoSided', () => {
  // Computed with mpmath at 50 digits as erfc(|z| / sqrt(2)).
  it.each([
    [0, 1],
    [1, 0.3173105078629141],
    [1.96, 0.04999579029644087],
    [-5, 5.733031437583878e-7],
    [30, 9.813427854296374e-198],
  ])('of %d is %d', (z, p) => {
    expect(Math.abs(twoSided(z) - p)).toBeLessThanOrEqual(1e-13 * p);
  });
});

describe('zTest', () => {
  it('has z 0 and p 1 when the variance is no positive number', () => {
    for (const variance of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(zTest(-1, variance)).toStrictEqual({ z: 0, p: 1 });
  });
});

describe('ranked', () => {
  it('keeps the place of each p', () => {
    expect(ranked([0.5, -0, 1])).toStrictEqual([
      { place: 1, p: 0 },
      { place: 0, p: 0.5 },
      { place: 2, p: 1 },
    ]);
  });
});
