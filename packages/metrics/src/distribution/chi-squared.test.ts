import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logUniform, parameter, share, tail } from './arbitraries.fixture.ts';
import { chiSquaredTable } from './chi-squared.fixture.ts';
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from './chi-squared.ts';
import { expectNear } from './near.fixture.ts';
import { normalCdf } from './normal.ts';

const position = logUniform(1e-6, 1e3);

describe('chiSquaredCdf and chiSquaredSurvival', () => {
  it.each(chiSquaredTable)('with %d degrees of freedom at %d are %d and %d', (df, x, cdf, survival) => {
    expectNear(chiSquaredCdf(x, df), cdf);
    expectNear(chiSquaredSurvival(x, df), survival);
  });

  it('add up to 1', () => {
    fc.assert(
      fc.property(position, parameter, (x, df) => {
        expect(chiSquaredCdf(x, df) + chiSquaredSurvival(x, df)).toBeCloseTo(1, 14);
      }),
    );
  });

  it('are those of a squared normal number with one degree of freedom', () => {
    fc.assert(
      fc.property(position, (x) => {
        expectNear(chiSquaredSurvival(x, 1), 2 * normalCdf(-Math.sqrt(x)));
      }),
    );
  });

  it('are exponential with two', () => {
    fc.assert(
      fc.property(position, (x) => {
        expectNear(chiSquaredSurvival(x, 2), Math.exp(-x / 2));
        expectNear(chiSquaredCdf(x, 2), -Math.expm1(-x / 2));
      }),
    );
  });

  it('are sums of Poisson probabilities with an even number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), logUniform(1e-3, 300), (half, x) => {
        let probability = Math.exp(-x / 2);
        let sum = 0;
        for (let events = 0; events < half; events++) {
          sum += probability;
          probability *= x / 2 / (events + 1);
        }
        expectNear(chiSquaredSurvival(x, 2 * half), sum);
      }),
    );
  });

  it('fall and rise with x and with the degrees of freedom, within 0 and 1', () => {
    fc.assert(
      fc.property(position, position, parameter, parameter, (x, otherX, df, otherDf) => {
        const [near, far] = [Math.min(x, otherX), Math.max(x, otherX)];
        const [few, many] = [Math.min(df, otherDf), Math.max(df, otherDf)];
        expect(chiSquaredCdf(near, df)).toBeLessThanOrEqual(chiSquaredCdf(far, df) * (1 + 1e-11));
        expect(chiSquaredCdf(x, many)).toBeLessThanOrEqual(chiSquaredCdf(x, few) * (1 + 1e-11));
        expect(chiSquaredSurvival(far, df)).toBeLessThanOrEqual(chiSquaredSurvival(near, df) * (1 + 1e-11));
        expect(chiSquaredCdf(far, df)).toBeLessThanOrEqual(1);
        expect(chiSquaredSurvival(near, df)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('have no step between series and fraction', () => {
    fc.assert(
      fc.property(parameter, (df) => {
        const [below, above] = [(df + 2) * (1 - 4e-16), (df + 2) * (1 + 4e-16)];
        expectNear(chiSquaredCdf(above, df), chiSquaredCdf(below, df));
        expectNear(chiSquaredSurvival(above, df), chiSquaredSurvival(below, df));
      }),
    );
  });

  it('are exactly 0 and 1 at the ends', () => {
    expect([chiSquaredCdf(0, 3), chiSquaredSurvival(0, 3)]).toStrictEqual([0, 1]);
    const end = Number.POSITIVE_INFINITY;
    expect([chiSquaredCdf(end, 3), chiSquaredSurvival(end, 3)]).toStrictEqual([1, 0]);
  });

  it.each([-0.1, Number.NaN])('refuse an x of %d', (x) => {
    for (const of of [chiSquaredCdf, chiSquaredSurvival])
      expect(() => of(x, 3)).toThrow(
        expect.objectContaining({
          code: 'argument_invalid',
          message: `A chi-squared x must be 0 or more, but x is ${x}.`,
        }),
      );
  });
});

describe('chiSquaredQuantile', () => {
  // Near 1 the p of a row has lost the digits that would tell its x.
  it.each(chiSquaredTable.filter(([, , cdf]) => cdf < 0.99))(
    'with %d degrees of freedom gives %d back of %d',
    (df, x, p) => {
      expectNear(chiSquaredQuantile(p, df), x);
    },
  );

  it('is where chiSquaredCdf reaches p in the lower tail, and chiSquaredSurvival 1 - p in the upper one', () => {
    fc.assert(
      fc.property(tail, share, logUniform(0.1, 1e6), (low, p, df) => {
        const x = chiSquaredQuantile(low, df);
        expect(chiSquaredCdf(x * (1 - 1e-11), df)).toBeLessThanOrEqual(low);
        expect(chiSquaredCdf(x * (1 + 1e-11), df)).toBeGreaterThanOrEqual(low);
        const other = chiSquaredQuantile(p, df);
        expect(chiSquaredSurvival(other * (1 - 1e-11), df)).toBeGreaterThanOrEqual(1 - p);
        expect(chiSquaredSurvival(other * (1 + 1e-11), df)).toBeLessThanOrEqual(1 - p);
      }),
    );
  });

  it('is exactly 0 where x would be too small for a number', () => {
    expect(chiSquaredQuantile(1e-10, 0.01)).toBe(0);
  });

  it.each([0, 1, Number.NaN])('refuses a p of %d', (p) => {
    expect(() => chiSquaredQuantile(p, 3)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A quantile needs a p between 0 and 1, but p is ${p}.`,
      }),
    );
  });
});

describe.each([
  ['chiSquaredCdf', chiSquaredCdf],
  ['chiSquaredSurvival', chiSquaredSurvival],
  ['chiSquaredQuantile', chiSquaredQuantile],
])('%s', (_, of) => {
  it.each([0, -1, 1.1e15, Number.NaN])('refuses %d degrees of freedom', (df) => {
    expect(() => of(0.7, df)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A distribution needs df above 0 and up to 1e15, but df is ${df}.`,
      }),
    );
  });
});
