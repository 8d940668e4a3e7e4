import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kishEffectiveSize } from './kish-effective-size.ts';

const weighting = fc.record({
  weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
  n: fc.nat({ max: 500 }),
});

describe('kishEffectiveSize', () => {
  it('is n when all weights are equal, and never more', () => {
    fc.assert(
      fc.property(fc.array(weighting), fc.double({ min: 0.01, max: 100, noNaN: true }), (of, weight) => {
        const n = of.reduce((sum, each) => sum + each.n, 0);
        expect(kishEffectiveSize(of.map((each) => ({ ...each, weight })))).toBeCloseTo(n, 6);
        expect(kishEffectiveSize(of)).toBeLessThanOrEqual(n * (1 + 1e-12));
      }),
    );
  });

  it('does not depend on the unit of the weights', () => {
    fc.assert(
      fc.property(fc.array(weighting), fc.double({ min: 0.1, max: 1000, noNaN: true }), (of, times) => {
        const scaled = of.map(({ weight, n }) => ({ weight: weight * times, n }));
        expect(kishEffectiveSize(scaled)).toBeCloseTo(kishEffectiveSize(of), 6);
      }),
    );
  });

  it('does not care for weights that no answer has', () => {
    expect(
      kishEffectiveSize([
        { weight: 1e300, n: 0 },
        { weight: 1e-10, n: 5 },
      ]),
    ).toBe(5);
  });

  it('is 0 without an answer that has a weight', () => {
    expect(kishEffectiveSize([{ weight: 0, n: 5 }])).toBe(0);
  });

  it.each([
    [-1, 1],
    [1, -1],
    [Number.NaN, 1],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses the weight %d of %d answers', (weight, n) => {
    expect(() => kishEffectiveSize([{ weight, n }])).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A weight and its number of answers must be finite and from 0 up, but they are ${weight} and ${n}.`,
      }),
    );
  });
});
