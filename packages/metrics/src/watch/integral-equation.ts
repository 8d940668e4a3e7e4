import { gaussLegendre } from './gauss-legendre.ts';

interface IntegralEquation {
  readonly low: number;
  readonly high: number;
  readonly nodes: number;
  readonly source: (u: number) => number;
  /** The density of a step from u to y: over low..high it adds up to less than 1. */
  readonly kernel: (u: number, y: number) => number;
}

/**
 * f(start), where f solves
 *
 *     f(u) = source(u) + integral over low..high of kernel(u, y) f(y) dy
 *
 * The integral becomes a sum over Gauss-Legendre nodes, and the equation a linear one for f at each node. `start` is one
 * more node, the last, of weight 0.
 */
export function solveAt(start: number, { low, high, nodes, source, kernel }: IntegralEquation): number {
  const half = (high - low) / 2;
  const inside = gaussLegendre(nodes).map(({ x, weight }) => ({
    u: low + half * (x + 1),
    weight: half * weight,
  }));
  const points = [...inside, { u: start, weight: 0 }];
  let rows = points.map(({ u }, row) => [
    ...points.map((to, column) => Number(row === column) - to.weight * kernel(u, to.u)),
    source(u),
  ]);
  // Gaussian elimination. Steps that add up to less than 1 leave the diagonal dominant, so that no row need change places.
  while (rows.length > 1) {
    const [pivot = [], ...rest] = rows;
    rows = rest.map((row) => {
      const factor = (row[0] ?? 0) / (pivot[0] ?? 1);
      return row.slice(1).map((entry, index) => entry - factor * (pivot[index + 1] ?? 0));
    });
  }
  return rows[0]?.[1] ?? 0;
}
