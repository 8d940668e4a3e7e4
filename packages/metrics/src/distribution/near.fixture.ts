import { expect } from 'vitest';

/** Asserts a relative error below 1e-11, which is what the documentation promises. */
export function expectNear(value: number, expected: number, tolerance = 1e-11): void {
  if (expected === 0) expect(Math.abs(value)).toBeLessThan(1e-300);
  else expect(Math.abs(value / expected - 1)).toBeLessThan(tolerance);
}
