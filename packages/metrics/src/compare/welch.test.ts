import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Moments } from '../moments.ts';
import { confidences, momentsOfList, none, times } from './moments.fixture.ts';
import { type WelchTest, welch } from './welch.ts';

const scattered = fc
  .array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 40 })
  .filter((list) => new Set(list).size > 1)
  .map(momentsOfList);

/** Of sides that can be tested. */
function tested(a: Moments, b: Moments, confidence = 0.95): WelchTest {
  const test = welch(a, b, { confidence });
  if (!test) throw new Error('There is no test.');
  return test;
}

describe('welch', () => {
  // Computed with scipy.stats.ttest_ind(b, a, equal_var=False) and its confidence_interval(0.9). In the second and the
  // last row one side does not scatter.
  it.each([
    [
      [1, 2, 3, 4],
      [3, 4, 5, 6],
      2.1908902300206647,
      6,
      0.07098765432098758,
      0.2261272117709181,
      3.773872788229081,
    ],
    [
      [1, 2, 3, 4],
      [5, 5, 5, 5],
      3.872983346207417,
      3,
      0.030466291662170977,
      0.9809104349065083,
      4.019089565093491,
    ],
    [
      [1, 2, 3, 4],
      [2, 2, 3, 7, 9, 9, 10],
      2.3457778660374995,
      8.210612819910777,
      0.04620446895374538,
      0.7346738815869003,
      6.265326118413099,
    ],
    [
      [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
      [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
      1.8608134674868526,
      17.776473516178488,
      0.0793941401873583,
      0.10661850266839235,
      3.053381497331606,
    ],
    [
      [5, 5, 5, 5],
      [2, 2, 3, 7, 9, 9, 10],
      0.7433919416750281,
      6,
      0.48532404054620015,
      -1.6139377784172457,
      3.613937778417244,
    ],
  ])('of %j and %j has t %d', (first, second, t, df, p, low, high) => {
    const test = tested(momentsOfList(first), momentsOfList(second), 0.9);
    expect(test.t).toBeCloseTo(t, 10);
    expect(test.df).toBeCloseTo(df, 10);
    expect(test.p).toBeCloseTo(p, 10);
    expect(test.low).toBeCloseTo(low, 10);
    expect(test.high).toBeCloseTo(high, 10);
  });

  it('has between as many degrees of freedom as the smaller side alone and as both together', () => {
    fc.assert(
      fc.property(scattered, scattered, (a, b) => {
        const { df, p, difference } = tested(a, b);
        expect(df).toBeGreaterThanOrEqual(Math.min(a.n, b.n) - 1 - 1e-9);
        expect(df).toBeLessThanOrEqual(a.n + b.n - 2 + 1e-9);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(difference).toBe(b.sum / b.n - a.sum / a.n);
      }),
    );
  });

  it('leaves 0 outside of its interval exactly when p is below what the confidence leaves', () => {
    fc.assert(
      fc.property(scattered, scattered, confidences, (a, b, confidence) => {
        const { low, high, p } = tested(a, b, confidence);
        fc.pre(Math.abs(p - (1 - confidence)) > 1e-9);
        expect(low > 0 || high < 0).toBe(p < 1 - confidence);
      }),
    );
  });

  it('turns its sign with the sides', () => {
    fc.assert(
      fc.property(scattered, scattered, (a, b) => {
        const one = tested(a, b);
        const other = tested(b, a);
        expect(one.t + other.t).toBeCloseTo(0, 10);
        expect(one.low + other.high).toBeCloseTo(0, 10);
        expect(one.difference).not.toBe(-0);
        expect(one.t).not.toBe(-0);
      }),
    );
  });

  it('narrows with the answers and widens with the confidence', () => {
    fc.assert(
      fc.property(scattered, scattered, confidences, confidences, (a, b, one, other) => {
        const width = ({ low, high }: WelchTest) => high - low;
        const less = tested(a, b, Math.min(one, other));
        const more = tested(a, b, Math.max(one, other));
        expect(width(more)).toBeGreaterThanOrEqual(width(less));
        expect(width(tested(times(a, 3), times(b, 3)))).toBeLessThan(width(tested(a, b)));
      }),
    );
  });

  it('is null when a side has fewer than two answers, or neither scatters', () => {
    const some = momentsOfList([1, 2, 4]);
    expect(welch(some, momentsOfList([3]))).toBeNull();
    expect(welch(none, some)).toBeNull();
    expect(welch(momentsOfList([0.1, 0.1, 0.1]), momentsOfList([5, 5]))).toBeNull();
  });

  it('refuses impossible moments and confidences', () => {
    const some = momentsOfList([1, 2, 4]);
    const impossible = { n: 2, sum: 3, sumOfSquares: 3 };
    const refusal = expect.objectContaining({
      code: 'argument_invalid',
      message: expect.stringContaining('sum 3'),
    });
    expect(() => welch(some, impossible)).toThrow(refusal);
    expect(() => welch(impossible, some)).toThrow(refusal);
    expect(() => welch(none, some, { confidence: 0 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});
