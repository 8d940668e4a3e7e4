import { describe, expect, it } from 'vitest';
import { solveAt } from './integral-equation.ts';

describe('solveAt', () => {
  it.each([-0.25, 0, 0.4, 1, 2])('solves an equation that paper solves, at %d', (start) => {
    // f(u) = 1 + u integral over 0..1 of y f(y) dy / 2 is 1 + 0.3 u.
    const f = solveAt(start, { low: 0, high: 1, nodes: 5, source: () => 1, kernel: (u, y) => (u * y) / 2 });
    expect(f).toBeCloseTo(1 + 0.3 * start, 14);
  });

  it('without a kernel is the source', () => {
    expect(solveAt(3, { low: -1, high: 1, nodes: 4, source: (u) => u * u, kernel: () => 0 })).toBe(9);
  });
});
