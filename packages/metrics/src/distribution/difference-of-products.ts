/** A product of two numbers, not yet carried out. */
export type Product = readonly [number, number];

/**
 * The first product less the second, right to the last digit even where both are nearly equal: what rounding takes off
 * each product is computed and given back.
 *
 * Source: T. J. Dekker (1971), A Floating-Point Technique for Extending the Available Precision, Numerische Mathematik
 * 18(3), 224-242.
 */
export function differenceOfProducts(first: Product, second: Product): number {
  return first[0] * first[1] - second[0] * second[1] + (lost(first) - lost(second));
}

/** A product less its rounded value. */
function lost([x, y]: Product): number {
  const high = upperHalf(x);
  const otherHigh = upperHalf(y);
  const low = x - high;
  const otherLow = y - otherHigh;
  return low * otherLow - (x * y - high * otherHigh - low * otherHigh - high * otherLow);
}

/** The upper 26 of a double's 53 bits; halves multiply without rounding. */
function upperHalf(x: number): number {
  const scaled = x * (2 ** 27 + 1);
  return scaled - (scaled - x);
}
