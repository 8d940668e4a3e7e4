import { describe, expect, it } from 'vitest';
import { continuedFraction } from './continued-fraction.ts';

describe('continuedFraction', () => {
  it('of ones is the golden ratio', () => {
    expect(continuedFraction(1, () => [1, 1])).toBeCloseTo((1 + Math.sqrt(5)) / 2, 15);
  });

  it('of Euler is e', () => {
    // e = 2 + 1/(1 + 1/(2 + 2/(3 + 3/(4 + ...
    expect(continuedFraction(2, (m) => [m === 1 ? 1 : m - 1, m])).toBeCloseTo(Math.E, 14);
  });

  it('of Lambert is a tangent, with negative numerators', () => {
    // tan x = x/(1 - x^2/(3 - x^2/(5 - ...
    expect(continuedFraction(0, (m) => [m === 1 ? 1 : -1, 2 * m - 1])).toBeCloseTo(Math.tan(1), 14);
  });

  it('that ends is a fraction', () => {
    expect(continuedFraction(1, (m) => [m === 1 ? 1 : 0, 2])).toBe(1.5);
  });

  it('survives parts that are 0', () => {
    // 0 + 1/(1 + 1/(0 + 1/(1 + 1/(0 + ... has no limit of its own after finitely many steps, but ends here.
    expect(continuedFraction(0, (m) => [m > 3 ? 0 : 1, m === 2 ? 0 : 1])).toBeCloseTo(0.5, 15);
  });
});
