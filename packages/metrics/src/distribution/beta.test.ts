import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logUniform, parameter, share, tail } from './arbitraries.fixture.ts';
import { betaTable } from './beta.fixture.ts';
import { betaCdf, betaQuantile } from './beta.ts';
import { expectNear } from './near.fixture.ts';

const shape = fc.record({ a: parameter, b: parameter });

describe('betaCdf', () => {
  it.each(betaTable)('with a %d and b %d at %d is %d', (a, b, x, cdf) => {
    expectNear(betaCdf(x, { a, b }), cdf);
  });

  it('starts at exactly 0, ends at exactly 1, and rises between them', () => {
    fc.assert(
      fc.property(shape, share, share, (of, x, other) => {
        expect(betaCdf(0, of)).toBe(0);
        expect(betaCdf(1, of)).toBe(1);
        const low = betaCdf(Math.min(x, other), of);
        const high = betaCdf(Math.max(x, other), of);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high * (1 + 1e-11));
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('and the one of the mirrored distribution add up to 1', () => {
    fc.assert(
      fc.property(shape, share, ({ a, b }, x) => {
        expect(betaCdf(x, { a, b }) + betaCdf(1 - x, { a: b, b: a })).toBeCloseTo(1, 11);
      }),
    );
  });

  it('is x itself with a 1 and b 1, and a power with either of them 1', () => {
    fc.assert(
      fc.property(share, parameter, (x, power) => {
        expectNear(betaCdf(x, { a: 1, b: 1 }), x);
        expectNear(betaCdf(x, { a: power, b: 1 }), x ** power);
        expectNear(betaCdf(x, { a: 1, b: power }), -Math.expm1(power * Math.log1p(-x)));
      }),
    );
  });

  it('equals the sum of binomial probabilities that it stands for with whole a and b', () => {
    const whole = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(whole, whole, logUniform(1e-3, 0.999), (a, b, x) => {
        const n = a + b - 1;
        let probability = x ** n;
        let sum = 0;
        for (let hits = n; hits >= a; hits--) {
          sum += probability;
          probability *= (hits * (1 - x)) / ((n - hits + 1) * x);
        }
        expectNear(betaCdf(x, { a, b }), sum);
      }),
    );
  });

  it('falls as a grows and rises as b grows', () => {
    fc.assert(
      fc.property(shape, share, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), ({ a, b }, x, more) => {
        const cdf = betaCdf(x, { a, b });
        expect(betaCdf(x, { a: a + more, b })).toBeLessThanOrEqual(cdf * (1 + 1e-11));
        expect(betaCdf(x, { a, b: b + more })).toBeGreaterThanOrEqual(cdf * (1 - 1e-11));
      }),
    );
  });

  it('has no step where it goes over from one tail to the other', () => {
    fc.assert(
      fc.property(shape, ({ a, b }) => {
        const seam = (a + 1) / (a + b + 2);
        const below = betaCdf(seam * (1 - 4e-16), { a, b });
        // So much it may rise on the way.
        expectNear(betaCdf(seam * (1 + 4e-16), { a, b }), below, 1e-11 + (a + b) * 4e-15);
      }),
    );
  });

  it('keeps its digits in the middle of very large parameters', () => {
    expectNear(betaCdf(0.5, { a: 1e12, b: 1e12 }), 0.5, 1e-9);
  });

  it.each([-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses an x of %d', (x) => {
    expect(() => betaCdf(x, { a: 1, b: 1 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A beta distribution lies between 0 and 1, but x is ${x}.`,
      }),
    );
  });
});

describe('betaQuantile', () => {
  // Near 1 the p of a row has lost the digits that would tell its x.
  it.each(betaTable.filter(([, , , cdf]) => cdf < 0.99))(
    'with a %d and b %d gives %d back of %d',
    (a, b, x, p) => {
      expectNear(betaQuantile(p, { a, b }), x);
    },
  );

  it('is where betaCdf reaches p', () => {
    fc.assert(
      fc.property(shape, tail, ({ a, b }, p) => {
        const x = betaQuantile(p, { a, b });
        fc.pre(x > 0 && x < 0.999);
        expect(betaCdf(x * (1 - 1e-11), { a, b })).toBeLessThanOrEqual(p);
        expect(betaCdf(x * (1 + 1e-11), { a, b })).toBeGreaterThanOrEqual(p);
      }),
    );
  });

  it('of p and that of 1 - p in the mirrored distribution add up to 1', () => {
    fc.assert(
      fc.property(shape, share, ({ a, b }, p) => {
        expect(betaQuantile(p, { a, b }) + betaQuantile(1 - p, { a: b, b: a })).toBeCloseTo(1, 11);
      }),
    );
  });

  it('rises with p', () => {
    fc.assert(
      fc.property(shape, share, share, (of, p, other) => {
        const low = betaQuantile(Math.min(p, other), of);
        expect(low).toBeLessThanOrEqual(betaQuantile(Math.max(p, other), of) * (1 + 1e-11));
      }),
    );
  });

  it('and betaCdf stay within 0 and 1, however extreme the parameters', () => {
    const any = logUniform(1e-299, 1e12);
    const p = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(any, any, p, (a, b, number) => {
        for (const of of [betaCdf, betaQuantile]) {
          expect(of(number, { a, b })).toBeGreaterThanOrEqual(0);
          expect(of(number, { a, b })).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is exactly 0 where x would be too small for a number, and 1 where it would be too near', () => {
    expect(betaQuantile(1e-10, { a: 0.01, b: 1 })).toBe(0);
    expect(betaQuantile(0.9, { a: 1, b: 0.01 })).toBe(1);
  });

  it.each([0, 1, -0.1, Number.NaN])('refuses a p of %d', (p) => {
    expect(() => betaQuantile(p, { a: 1, b: 1 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A quantile needs a p between 0 and 1, but p is ${p}.`,
      }),
    );
  });
});

describe.each([
  ['betaCdf', betaCdf],
  ['betaQuantile', betaQuantile],
])('%s', (_, of) => {
  it.each([0, -1, 1.1e15, Number.NaN, Number.POSITIVE_INFINITY])('refuses parameters of %d', (value) => {
    const refusal = (name: string) =>
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A distribution needs ${name} above 0 and up to 1e15, but ${name} is ${value}.`,
      });
    expect(() => of(0.7, { a: value, b: 1 })).toThrow(refusal('a'));
    expect(() => of(0.7, { a: 1, b: value })).toThrow(refusal('b'));
  });
});
