import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logUniform, parameter, share, tail } from './arbitraries.fixture.ts';
import { betaCdf } from './beta.ts';
import { expectNear } from './near.fixture.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { studentTTable } from './student-t.fixture.ts';
import { studentTCdf, studentTQuantile } from './student-t.ts';

const positive = logUniform(1e-6, 1e6);

describe('studentTCdf', () => {
  it.each(studentTTable)('with %d degrees of freedom at %d is %d', (df, t, cdf) => {
    expectNear(studentTCdf(t, df), cdf);
  });

  it('is that of Cauchy with one degree of freedom', () => {
    fc.assert(
      fc.property(positive, (t) => {
        expectNear(studentTCdf(-t, 1), Math.atan(1 / t) / Math.PI);
      }),
    );
  });

  it('is 1 / ((2 + t^2) (1 + |t| / sqrt(2 + t^2))) in the lower tail with two', () => {
    fc.assert(
      fc.property(positive, (t) => {
        const square = 2 + t * t;
        expectNear(studentTCdf(-t, 2), 1 / (square * (1 + t / Math.sqrt(square))));
      }),
    );
  });

  it('is the normal one with very many', () => {
    for (const z of [-37, -20, -8, -3, -1.96, -1, -0.1, 0])
      expectNear(studentTCdf(z, 1e15), normalCdf(z), 1e-9);
  });

  it('has in both tails together what F has above t^2, which is beta', () => {
    fc.assert(
      fc.property(logUniform(0.01, 1e3), logUniform(0.1, 1e3), (t, df) => {
        expectNear(2 * studentTCdf(-t, df), betaCdf(df / (df + t * t), { a: df / 2, b: 0.5 }), 1e-9);
      }),
    );
  });

  it('of t and of -t add up to 1', () => {
    fc.assert(
      fc.property(positive, parameter, (t, df) => {
        expect(studentTCdf(t, df) + studentTCdf(-t, df)).toBeCloseTo(1, 15);
      }),
    );
  });

  it('rises with t, and has more in its tails the fewer degrees of freedom there are', () => {
    fc.assert(
      fc.property(positive, positive, parameter, parameter, (t, other, df, otherDf) => {
        const [near, far] = [Math.min(t, other), Math.max(t, other)];
        const [few, many] = [Math.min(df, otherDf), Math.max(df, otherDf)];
        expect(studentTCdf(-far, df)).toBeLessThanOrEqual(studentTCdf(-near, df) * (1 + 1e-11));
        expect(studentTCdf(-t, many)).toBeLessThanOrEqual(studentTCdf(-t, few) * (1 + 1e-11));
      }),
    );
  });

  it('is exactly one half at 0, and 0 and 1 at the infinities', () => {
    expect(studentTCdf(0, 3)).toBe(0.5);
    expect(studentTCdf(Number.NEGATIVE_INFINITY, 3)).toBe(0);
    expect(studentTCdf(Number.POSITIVE_INFINITY, 3)).toBe(1);
  });

  it('goes on as a power of t where the square of t is no number', () => {
    expectNear(studentTCdf(-1e150 * (1 + 1e-15), 0.5), studentTCdf(-1e150, 0.5));
    expectNear(studentTCdf(-1e200, 1), 1e-200 / Math.PI);
  });

  it('refuses a t that is no number', () => {
    expect(() => studentTCdf(Number.NaN, 3)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'A t distribution needs a number, but t is NaN.',
      }),
    );
  });
});

describe('studentTQuantile', () => {
  it.each(studentTTable)('with %d degrees of freedom gives %d back of %d', (df, t, p) => {
    expectNear(studentTQuantile(p, df), t);
  });

  it('is where studentTCdf reaches p', () => {
    fc.assert(
      fc.property(tail, logUniform(0.1, 1e13), (p, df) => {
        const t = studentTQuantile(p, df);
        expect(studentTCdf(t * (1 + 1e-11), df)).toBeLessThanOrEqual(p);
        expect(studentTCdf(t * (1 - 1e-11), df)).toBeGreaterThanOrEqual(p);
      }),
    );
  });

  it('is odd around one half, where it is exactly 0', () => {
    expect(studentTQuantile(0.5, 7)).toBe(0);
    fc.assert(
      fc.property(share, logUniform(0.1, 1e13), (p, df) => {
        expect(studentTQuantile(p, df) + studentTQuantile(1 - p, df)).toBe(0);
      }),
    );
  });

  it('comes near the normal one with many degrees of freedom', () => {
    for (const p of [1e-300, 1e-10, 0.025, 0.3, 0.49])
      expectNear(studentTQuantile(p, 1e15), normalQuantile(p), 1e-11);
  });

  it('refuses a p whose t would be too large', () => {
    expect(() => studentTQuantile(1e-10, 0.01)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'A quantile of t must be at most 1e+150, but with p 1e-10 and df 0.01 it is more.',
      }),
    );
  });

  it.each([0, 1, Number.NaN])('refuses a p of %d', (p) => {
    expect(() => studentTQuantile(p, 3)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A quantile needs a p between 0 and 1, but p is ${p}.`,
      }),
    );
  });
});

describe.each([
  ['studentTCdf', studentTCdf],
  ['studentTQuantile', studentTQuantile],
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
