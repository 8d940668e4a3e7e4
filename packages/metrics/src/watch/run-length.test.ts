import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../distribution/normal.ts';
import { normalDraw, seeded } from '../random.fixture.ts';
import { cusum } from './cusum.ts';
import { ewma } from './ewma.ts';
import { cusumRunLength, ewmaRunLength } from './run-length.ts';
import type { Signal } from './signal.ts';

const shift = fc.double({ min: 0, max: 4, noNaN: true });

/** Periods until the first signal, on average over simulated series. */
function simulated(mean: number, watch: (values: number[]) => { signals: readonly Signal[] }): number {
  const random = seeded(1954);
  const lengths = Array.from({ length: 4000 }, () => {
    const values = Array.from({ length: 100 }, () => mean + normalDraw(random));
    return (watch(values).signals[0]?.index ?? 99) + 1;
  });
  return lengths.reduce((sum, length) => sum + length) / lengths.length;
}

describe('cusumRunLength', () => {
  // Computed with numpy: 400 Gauss-Legendre nodes, solved with LAPACK.
  it.each([
    [0, 0.5, 10, 70132.489755],
    [0, 0.5, 20, 1545039276.535],
    [0, 0, 30, 485.63466837],
    [0, 0.05, 30, 1845.09982563],
  ])('of shift %d with k %d and h %d is %d', (moved, k, h, length) => {
    expect(cusumRunLength(moved, { k, h }) / length).toBeCloseTo(1, 9);
  });

  // D. C. Montgomery, Introduction to Statistical Quality Control, table 9.3: k = 0.5, two-sided.
  it.each([
    [0, 168, 465],
    [0.25, 74.2, 139],
    [0.5, 26.6, 38],
    [0.75, 13.3, 17],
    [1, 8.38, 10.4],
    [1.5, 4.75, 5.75],
    [2, 3.34, 4.01],
    [2.5, 2.62, 3.11],
    [3, 2.19, 2.57],
    [4, 1.71, 2.01],
  ])('of shift %d is that of the textbook: %d for h = 4 and %d for h = 5', (moved, four, five) => {
    expect(Math.abs(cusumRunLength(moved, { h: 4 }) / four - 1)).toBeLessThan(0.005);
    expect(Math.abs(cusumRunLength(moved, { h: 5 }) / five - 1)).toBeLessThan(0.005);
  });

  it('is what simulated series take', () => {
    expect(simulated(1, (values) => cusum(values, { target: 0 })) / cusumRunLength(1)).toBeCloseTo(1, 1);
  });

  it('nears the run length of single values as h nears 0', () => {
    expect(cusumRunLength(0, { k: 2, h: 1e-9 })).toBeCloseTo(1 / (2 * normalCdf(-2)), 6);
  });

  it('is at least 1, the same for both directions, and shorter the larger the shift', () => {
    fc.assert(
      fc.property(shift, shift, (a, b) => {
        const smaller = cusumRunLength(Math.min(a, b));
        const larger = cusumRunLength(Math.max(a, b));
        expect(larger).toBeGreaterThanOrEqual(1);
        expect(larger).toBeLessThanOrEqual(smaller * (1 + 1e-12));
        expect(cusumRunLength(-a)).toBeCloseTo(cusumRunLength(a), 9);
      }),
      { numRuns: 30 },
    );
  });

  it('grows with h', () => {
    const limit = fc.double({ min: 0.01, max: 12, noNaN: true });
    fc.assert(
      fc.property(limit, limit, shift, (a, b, moved) => {
        const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
        expect(cusumRunLength(moved, { h: lower })).toBeLessThanOrEqual(
          cusumRunLength(moved, { h: upper }) * (1 + 1e-9),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('is finite at the ends of its range', () => {
    for (const moved of [0, 40, 1e300])
      for (const k of [0, 5])
        for (const h of [Number.MIN_VALUE, 30]) {
          const length = cusumRunLength(moved, { k, h });
          expect(length).toBeGreaterThanOrEqual(1);
          expect(length).toBeLessThan(Number.POSITIVE_INFINITY);
        }
  });

  it.each([
    [Number.NaN, {}, 'shift is NaN, k is 0.5 and h is 5.'],
    [0, { k: -0.1 }, 'shift is 0, k is -0.1 and h is 5.'],
    [0, { h: 31 }, 'shift is 0, k is 0.5 and h is 31.'],
  ])('refuses a shift of %d with %o', (moved, options, words) => {
    expect(() => cusumRunLength(moved, options)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The run length of a CUSUM needs a finite shift, a k of 0 to 5 and an h above 0 and up to 30, but ${words}`,
      }),
    );
  });
});

describe('ewmaRunLength', () => {
  // Computed with numpy: 600 Gauss-Legendre nodes, solved with LAPACK.
  it.each([
    [0, 0.5, 3, 397.46081784],
    [1, 0.2, 2.962, 10.54166579656],
    [1, 0.1, 2.814, 10.33066515522],
    [1, 0.01, 3, 24.6592078046],
    [0, 0.01, 3, 5286.310156],
  ])('of shift %d with lambda %d and L %d is %d', (moved, lambda, L, length) => {
    expect(ewmaRunLength(moved, { lambda, L }) / length).toBeCloseTo(1, 9);
  });

  it('with a lambda of 1 is that of single values', () => {
    fc.assert(
      fc.property(shift, fc.double({ min: 0.1, max: 5, noNaN: true }), (moved, L) => {
        const outside = normalCdf(moved - L) + normalCdf(-moved - L);
        expect(ewmaRunLength(moved, { lambda: 1, L }) * outside).toBeCloseTo(1, 7);
      }),
      { numRuns: 30 },
    );
  });

  it('is what simulated series take', () => {
    expect(simulated(1, (values) => ewma(values, { target: 0 })) / ewmaRunLength(1)).toBeCloseTo(1, 1);
  });

  it('is at least 1, the same for both directions, and shorter the larger the shift', () => {
    fc.assert(
      fc.property(shift, shift, (a, b) => {
        const smaller = ewmaRunLength(Math.min(a, b));
        const larger = ewmaRunLength(Math.max(a, b));
        expect(larger).toBeGreaterThanOrEqual(1);
        expect(larger).toBeLessThanOrEqual(smaller * (1 + 1e-9));
        expect(ewmaRunLength(-a)).toBeCloseTo(ewmaRunLength(a), 6);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [Number.POSITIVE_INFINITY, {}, 'shift is Infinity, lambda is 0.2 and L is 2.962.'],
    [0, { lambda: 0.001 }, 'shift is 0, lambda is 0.001 and L is 2.962.'],
    [0, { L: 6 }, 'shift is 0, lambda is 0.2 and L is 6.'],
  ])('refuses a shift of %d with %o', (moved, options, words) => {
    expect(() => ewmaRunLength(moved, options)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'The run length of an EWMA needs a finite shift, a lambda of 0.01 to 1 and an L above 0 and up to 5, but ' +
          words,
      }),
    );
  });
});
