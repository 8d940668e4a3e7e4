import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logUniform, parameter } from './arbitraries.fixture.ts';
import { betaCdf } from './beta.ts';
import { betaBinomialTable } from './beta-binomial.fixture.ts';
import { betaBinomialCdf } from './beta-binomial.ts';
import { expectNear } from './near.fixture.ts';

const hits = fc
  .tuple(fc.nat({ max: 200 }), fc.nat({ max: 200 }))
  .map(([x, misses]) => ({ x, n: x + misses + 1 }));

describe('betaBinomialCdf', () => {
  it.each(betaBinomialTable)('with n %d, a %d and b %d at %d is %d', (n, a, b, x, cdf) => {
    expectNear(betaBinomialCdf(x, { n, a, b }), cdf);
  });

  it('gives every number of hits the same probability with a 1 and b 1', () => {
    fc.assert(
      fc.property(hits, ({ x, n }) => {
        expectNear(betaBinomialCdf(x, { n, a: 1, b: 1 }), (x + 1) / (n + 1));
      }),
    );
  });

  it('equals the sum of the probabilities, each a product of n factors', () => {
    const few = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(few, few, logUniform(0.01, 1e3), logUniform(0.01, 1e3), (one, other, a, b) => {
        const [x, n] = [Math.min(one, other), Math.max(one, other) + 1];
        let sum = 0;
        for (let k = 0; k <= x; k++) {
          // Hits first, each draw making its like more probable (Polya's urn); all orders are equally probable.
          let probability = 1;
          for (let draw = 0; draw < k; draw++)
            probability *= (((a + draw) / (a + b + draw)) * (n - draw)) / (draw + 1);
          for (let draw = 0; draw < n - k; draw++) probability *= (b + draw) / (a + b + k + draw);
          sum += probability;
        }
        expectNear(betaBinomialCdf(x, { n, a, b }), sum);
      }),
    );
  });

  it('is binomial when the beta distribution has hardly any width', () => {
    // The binomial cdf as a beta cdf; a width of 1e-4.5 shows in the eighth digit.
    for (const x of [0, 3, 10, 17])
      expectNear(
        betaBinomialCdf(x, { n: 20, a: 4e14, b: 6e14 }),
        betaCdf(0.6, { a: 20 - x, b: x + 1 }),
        1e-11,
      );
  });

  it('and the one of the misses leave nothing', () => {
    fc.assert(
      fc.property(hits, parameter, parameter, ({ x, n }, a, b) => {
        const more = betaBinomialCdf(n - x - 1, { n, a: b, b: a });
        expect(betaBinomialCdf(x, { n, a, b }) + more).toBeCloseTo(1, 12);
      }),
    );
  });

  it('rises with x to exactly 1, and falls as a grows', () => {
    fc.assert(
      fc.property(hits, parameter, parameter, ({ x, n }, a, b) => {
        const cdf = betaBinomialCdf(x, { n, a, b });
        expect(cdf).toBeGreaterThanOrEqual(0);
        expect(betaBinomialCdf(x + 1, { n, a, b })).toBeGreaterThanOrEqual(cdf * (1 - 1e-11));
        expect(betaBinomialCdf(n, { n, a, b })).toBe(1);
        expect(betaBinomialCdf(x, { n, a: a + 1, b })).toBeLessThanOrEqual(cdf * (1 + 1e-11));
      }),
    );
  });

  it('of no trials is 1', () => {
    expect(betaBinomialCdf(0, { n: 0, a: 2, b: 3 })).toBe(1);
  });

  it.each([
    [-1, 5],
    [6, 5],
    [1.5, 5],
    [1, 5.5],
    [Number.NaN, 5],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses %d of %d', (x, n) => {
    expect(() => betaBinomialCdf(x, { n, a: 1, b: 1 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A beta-binomial needs whole numbers x and n with 0 <= x <= n, but x is ${x} and n is ${n}.`,
      }),
    );
  });

  it.each(['a', 'b'])('refuses a %s of 0', (name) => {
    expect(() => betaBinomialCdf(1, { n: 2, a: 1, b: 1, [name]: 0 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A distribution needs ${name} above 0 and up to 1e15, but ${name} is 0.`,
      }),
    );
  });
});
