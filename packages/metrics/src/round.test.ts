import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundHalfAway } from './round.ts';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const digits = fc.integer({ min: 0, max: 6 });

describe('roundHalfAway', () => {
  it.each([
    [0.5, 0, 1],
    [-0.5, 0, -1],
    [2.5, 0, 3],
    [-2.5, 0, -3],
    [0.49999999999999994, 0, 0],
    [-0.4, 0, 0],
    [-0, 0, 0],
    [-0.04, 1, 0],
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [1.45, 1, 1.5],
    [8.345, 2, 8.35],
    [28.499999999999996, 0, 28],
    [39.8397669337218, 2, 39.84],
    [5e-7, 6, 1e-6],
    [4.9e-7, 6, 0],
    [5e-324, 15, 0],
    [0.30000000000000004, 15, 0.3],
    [2 ** 53, 3, 2 ** 53],
    [-1e21, 2, -1e21],
    [Number.MAX_VALUE, 15, Number.MAX_VALUE],
  ])('of %d to %d digits is %d', (given, to, rounded) => {
    expect(roundHalfAway(given, to)).toBe(rounded);
  });

  it('rounds an exact half of a percentage away, whatever binary makes of it', () => {
    // k / 2000 as a percentage has exactly two digits; those that end in 5 are halves of the first one.
    for (let k = 1; k < 2000; k += 2) {
      const half = (100 * k) / 2000;
      expect(roundHalfAway(half, 1)).toBe((k + 1) / 20);
      expect(roundHalfAway(-half, 1)).toBe(-(k + 1) / 20);
    }
  });

  it('is nearest, odd and settled after once', () => {
    fc.assert(
      fc.property(value, digits, (given, to) => {
        const rounded = roundHalfAway(given, to);
        expect(Math.abs(rounded - given)).toBeLessThanOrEqual(0.5 * 10 ** -to + 1e-9);
        expect(roundHalfAway(rounded, to)).toBe(rounded);
        expect(roundHalfAway(-given, to) + rounded).toBe(0);
        expect(rounded).not.toBe(-0);
      }),
    );
  });

  it('agrees with toFixed where there is no half', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), digits, (k, to) => {
        fc.pre(Math.abs(k % 7) !== 0);
        // A seventh never ends, so it is never half way.
        expect(roundHalfAway(k / 7, to)).toBe(Number((k / 7).toFixed(to)) + 0);
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d', (given) => {
    expect(() => roundHalfAway(given)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `Only a finite number can be rounded, but the value is ${given}.`,
      }),
    );
  });

  it.each([-1, 16, 0.5, Number.NaN])('refuses %d digits', (to) => {
    expect(() => roundHalfAway(1, to)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A number can be rounded to 0 to 15 digits, but ${to} were asked for.`,
      }),
    );
  });
});
