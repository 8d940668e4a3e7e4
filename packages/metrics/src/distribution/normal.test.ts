import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from './normal.ts';

describe('normalQuantile', () => {
  // Computed with mpmath at 60 digits by solving ncdf(z) = p for the double p; the rows around 0.00621 lie on the seam
  // between the middle and the tail.
  it.each([
    [0.50001, 2.5066282748820864e-5],
    [0.6, 0.2533471031357997],
    [0.75, 0.6744897501960817],
    [0.9, 1.2815515655446006],
    [0.925, 1.4395314709384561],
    [0.9250001, 1.4395321773759004],
    [0.95, 1.6448536269514722],
    [0.975, 1.9599639845400538],
    [0.99, 2.3263478740408408],
    [0.995, 2.5758293035489004],
    [0.999, 3.090232306167813],
    [0.9995, 3.290526731491926],
    [0.25, -0.6744897501960817],
    [0.075, -1.439531470938456],
    [0.0749999, -1.4395321773759007],
    [0.025, -1.9599639845400543],
    [0.0062096654, -2.499999995765484],
    [0.0062096653, -2.5000000014705437],
    [0.005, -2.575829303548901],
    [1e-3, -3.0902323061678136],
    [1e-5, -4.264890793922825],
    [1e-10, -6.361340902404057],
    [1.3887943864964021e-11, -6.657904643501103],
    [1.3887e-11, -6.657914635462508],
    [1e-15, -7.941345326170997],
    [1e-20, -9.262340089798407],
    [1e-50, -14.933337534788489],
    [1e-100, -21.273453560965326],
    [1e-300, -37.0470962993612],
    [Number.MIN_VALUE, -38.467405617144344],
  ])('of %d is %d', (p, z) => {
    expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-13);
  });

  it('of one half is exactly 0', () => {
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('is odd around one half', () => {
    // Multiples of 2^-30 have an exact complement.
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 - 1 }), (part) => {
        const p = part / 2 ** 30;
        expect(normalQuantile(1 - p) + normalQuantile(p)).toBe(0);
      }),
    );
  });

  it('rises with p', () => {
    const p = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(p, p, (a, b) => {
        const [lower, upper] = a < b ? [a, b] : [b, a];
        expect(normalQuantile(lower)).toBeLessThanOrEqual(normalQuantile(upper) + 1e-12);
      }),
    );
  });

  it.each([0, 1, -0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A quantile needs a p between 0 and 1, but p is ${p}.`,
      }),
    );
  });
});

describe('normalCdf', () => {
  // Computed with mpmath at 50 digits; the rows around -2.5 lie on the seam between the middle and the tail.
  it.each([
    [-37.5, 4.605353009581955e-308],
    [-30, 4.906713927148187e-198],
    [-20, 2.7536241186062337e-89],
    [-10, 7.619853024160525e-24],
    [-5, 2.866515718791939e-7],
    [-3, 0.0013498980316300946],
    [-2.5000001, 0.006209663572946307],
    [-2.5, 0.006209665325776135],
    [-2.4999999, 0.0062096670786064],
    [-1.959963984540054, 0.025000000000000012],
    [-1.5, 0.06680720126885807],
    [-1, 0.15865525393145705],
    [-0.5, 0.3085375387259869],
    [-0.001, 0.49960105778608893],
    [-1e-10, 0.49999999996010575],
  ])('at %d is %d', (z, cdf) => {
    expect(Math.abs(normalCdf(z) / cdf - 1)).toBeLessThan(1e-13);
    expect(normalCdf(-z)).toBe(1 - normalCdf(z));
  });

  it('is undone by normalQuantile', () => {
    fc.assert(
      fc.property(fc.double({ min: -37.5, max: -0.01, noNaN: true }), (z) => {
        expect(normalQuantile(normalCdf(z)) / z).toBeCloseTo(1, 12);
      }),
    );
  });

  it('rises with z, within 0 and 1', () => {
    const number = fc.double({ noNaN: true });
    fc.assert(
      fc.property(number, number, (one, other) => {
        const low = normalCdf(Math.min(one, other));
        const high = normalCdf(Math.max(one, other));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high * (1 + 1e-13));
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is exactly one half at 0, and 0 and 1 at the infinities', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('refuses a z that is no number', () => {
    expect(() => normalCdf(Number.NaN)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'A normal distribution needs a number, but z is NaN.',
      }),
    );
  });
});
