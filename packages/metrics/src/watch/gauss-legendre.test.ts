import { describe, expect, it } from 'vitest';
import { gaussLegendre } from './gauss-legendre.ts';

const integral = (n: number, of: (x: number) => number) =>
  gaussLegendre(n).reduce((sum, { x, weight }) => sum + weight * of(x), 0);

describe('gaussLegendre', () => {
  it.each([1, 2, 3, 10, 21, 162])('with %d nodes integrates every power below twice as many exactly', (n) => {
    for (let power = 0; power < 2 * n; power++)
      expect(integral(n, (x) => x ** power)).toBeCloseTo(power % 2 === 0 ? 2 / (power + 1) : 0, 13);
  });

  it('has the nodes and weights of the tables', () => {
    // Abramowitz and Stegun, table 25.4, n = 5.
    const [first, second, third] = gaussLegendre(5);
    expect(first?.x).toBeCloseTo(0.906179845938664, 14);
    expect(first?.weight).toBeCloseTo(0.236926885056189, 14);
    expect(second?.x).toBeCloseTo(0.538469310105683, 14);
    expect(second?.weight).toBeCloseTo(0.478628670499366, 14);
    expect(third?.weight).toBeCloseTo(0.568888888888889, 14);
  });

  it('integrates a smooth function to the last digits', () => {
    expect(integral(20, Math.exp)).toBeCloseTo(Math.E - 1 / Math.E, 14);
  });
});
