import fc from 'fast-check';

/** From 0.01 to 1e6, each order of magnitude as often as another. */
export const parameter = logUniform(0.01, 1e6);

/** A p of a tail, from 1e-12 to 1/2. */
export const tail = logUniform(1e-12, 0.5);

/** Multiples of 2^-30 strictly between 0 and 1: 1 less any of them is exact. */
export const share = fc.integer({ min: 1, max: 2 ** 30 - 1 }).map((part) => part / 2 ** 30);

export function logUniform(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
}
