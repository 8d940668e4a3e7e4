import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logUniform } from './arbitraries.fixture.ts';
import { bothTails, roughDeviations, solveTail } from './log-tail.ts';
import { normalQuantile } from './normal.ts';

/** The lower tail of the exponential distribution, 1 - e^-x: a power of x first, then flat. */
function exponential(x: number) {
  const tail = -Math.expm1(-x);
  return { log: Math.log(tail), slope: (x * Math.exp(-x)) / tail };
}

describe('solveTail', () => {
  it('finds the position from below and from above, from near and from afar', () => {
    fc.assert(
      fc.property(logUniform(1e-200, 0.99), logUniform(1e-290, 600), (p, start) => {
        const position = solveTail(Math.log(p), { start, tail: exponential });
        expect(Math.abs(position / -Math.log1p(-p) - 1)).toBeLessThan(1e-11);
      }),
    );
  });

  it('is 0 or infinity where the position is no number', () => {
    const tail = (position: number) => ({ log: 0.01 * Math.log(position), slope: 0.01 });
    expect(solveTail(-10, { start: 1, tail })).toBe(0);
    expect(solveTail(10, { start: 1, tail })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('bothTails', () => {
  it('add up to 1, and their slopes are density over tail', () => {
    const density = 0.3;
    const { near, far } = bothTails(Math.log(density), 1.2);
    expect(Math.exp(near.log)).toBeCloseTo(0.25, 15);
    expect(Math.exp(far.log)).toBeCloseTo(0.75, 15);
    expect(near.slope).toBe(1.2);
    expect(far.slope).toBeCloseTo(density / 0.75, 15);
  });

  it('stay within 0 and 1 where rounding leads beyond', () => {
    const { near, far } = bothTails(Math.log(1 + 1e-15), 1);
    expect(near.log).toBe(0);
    expect(far.log).toBeCloseTo(Math.log(Number.EPSILON / 2), 12);
  });
});

describe('roughDeviations', () => {
  it('are about those of the normal distribution, and not fewer', () => {
    expect(roughDeviations(0.5)).toBeCloseTo(0, 15);
    for (const p of [0.4, 0.025, 1e-10, 1e-300]) {
      const excess = roughDeviations(p) + normalQuantile(p);
      expect(excess).toBeGreaterThan(0);
      expect(excess).toBeLessThan(0.6);
    }
  });
});
