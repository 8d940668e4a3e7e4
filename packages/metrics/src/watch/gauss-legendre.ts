/** A node of an integral over -1..1 and the weight of what it finds there. */
interface Node {
  readonly x: number;
  readonly weight: number;
}

/**
 * Gauss-Legendre quadrature: n nodes that integrate every polynomial of a degree below 2n exactly, and a smooth function
 * to the last digits. They are the zeros of the Legendre polynomial of degree n, found by Newton's method.
 *
 * Source: M. Abramowitz, I. A. Stegun (1964), Handbook of Mathematical Functions, 25.4.29.
 */
export function gaussLegendre(n: number): Node[] {
  return Array.from({ length: n }, (_, index) => {
    let x = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5));
    // The start is so near that the digits, which double with each step, have arrived long before.
    for (let step = 0; step < 6; step++) {
      const { value, slope } = legendre(n, x);
      x -= value / slope;
    }
    return { x, weight: 2 / ((1 - x * x) * legendre(n, x).slope ** 2) };
  });
}

function legendre(n: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let degree = 2; degree <= n; degree++) {
    const next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
    before = value;
    value = next;
  }
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
