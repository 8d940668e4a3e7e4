import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentTCdf } from '../distribution/student-t.ts';
import type { Estimate } from '../estimate.ts';
import { histogram } from '../histogram.ts';
import { csat } from '../score/csat.ts';
import { nps, npsCounts } from '../score/nps.ts';
import { rating } from '../score/rating.ts';
import { difference } from './difference.ts';
import { netDifference } from './net-difference.ts';
import { newcombe } from './newcombe.ts';
import { pooledTest } from './pooled-test.ts';
import { welch } from './welch.ts';

const elevens = { id: '0..10', min: 0, max: 10 };
const fives = { id: '1..5', min: 1, max: 5 };
const may = histogram(elevens, [1, 0, 2, 1, 0, 3, 4, 9, 11, 13, 8]);
const june = histogram(elevens, [0, 1, 0, 1, 1, 1, 2, 9, 15, 12, 18]);
const early = histogram(fives, [4, 3, 8, 12, 5]);
const late = histogram(fives, [1, 2, 6, 14, 11]);

function countsOf(values: number, max = 40) {
  return fc.array(fc.nat({ max }), { minLength: values, maxLength: values });
}

/** The same answers, each given so many times. */
function repeated(estimate: Estimate, factor: number): Estimate {
  const { n, sum, sumOfSquares } = estimate.moments;
  return { ...estimate, moments: { n: n * factor, sum: sum * factor, sumOfSquares: sumOfSquares * factor } };
}

describe('difference', () => {
  it('of net scores has the adjusted Wald interval and the pooled test, in points', () => {
    const [before, after] = [nps(may), nps(june)];
    const interval = netDifference(npsCounts(may), npsCounts(june), { confidence: 0.9 });
    const test = pooledTest(before.moments, after.moments);
    expect(difference(before, after, { confidence: 0.9 })).toStrictEqual({
      metric: 'nps',
      scale: '0..10',
      method: 'adjusted-wald-3t',
      confidence: 0.9,
      difference: 40 - 1000 / 52,
      low: 100 * (interval?.low ?? Number.NaN),
      high: 100 * (interval?.high ?? Number.NaN),
      statistic: test?.z,
      p: test?.p,
    });
  });

  it('of shares has the interval of Newcombe and the N - 1 chi-squared, in points', () => {
    const interval = newcombe({ hits: 17, n: 32 }, { hits: 25, n: 34 });
    expect(difference(csat(early), csat(late))).toMatchObject({
      method: 'wilson',
      low: 100 * (interval?.low ?? Number.NaN),
      high: 100 * (interval?.high ?? Number.NaN),
      p: pooledTest(csat(early).moments, csat(late).moments)?.p,
    });
  });

  it('of means is that of Welch, in values of the scale', () => {
    const [before, after] = [rating(early), rating(late)];
    const test = welch(before.moments, after.moments);
    expect(difference(before, after)).toMatchObject({
      method: 't',
      low: test?.low,
      high: test?.high,
      statistic: test?.t,
      p: test?.p,
    });
  });

  it('of means does not reach further than the scale', () => {
    const two = rating(histogram(fives, [1, 1, 0, 0, 0]));
    expect(difference(two, rating(histogram(fives, [0, 0, 0, 1, 1])))).toMatchObject({
      difference: 3,
      high: 4,
    });
    expect(difference(rating(histogram(fives, [0, 0, 0, 1, 1])), two)).toMatchObject({
      difference: -3,
      low: -4,
    });
  });

  it('is that of the scores, turns with the sides, and has no -0', () => {
    fc.assert(
      fc.property(countsOf(5), countsOf(5), fc.constantFrom(csat, rating), (first, second, metric) => {
        const [before, after] = [metric(histogram(fives, first)), metric(histogram(fives, second))];
        const one = difference(before, after);
        const other = difference(after, before);
        if (before.n > 0 && after.n > 0)
          expect(one.difference).toBe((after.score ?? Number.NaN) - (before.score ?? Number.NaN));
        for (const [end, turned] of [
          [one.difference, other.difference],
          [one.low, other.high],
          [one.high, other.low],
          [one.statistic, other.statistic],
        ] as const)
          expect((end ?? 0) + (turned ?? 0)).toBeCloseTo(0, 8);
        expect(one.p ?? 2).toBeCloseTo(other.p ?? 2, 8);
        for (const number of Object.values(one)) expect(number).not.toBe(-0);
      }),
    );
  });

  it('counts answers that resemble each other as fewer', () => {
    for (const [before, after] of [
      [nps(may), nps(june)],
      [csat(early), csat(late)],
      [rating(early), rating(late)],
    ] as const) {
      const plain = difference(before, after);
      const clustered = difference(
        { ...repeated(before, 3), designEffect: 3 },
        { ...repeated(after, 2), designEffect: 2 },
      );
      expect(clustered.difference).toBe(plain.difference);
      for (const name of ['low', 'high', 'statistic', 'p'] as const)
        expect(clustered[name]).toBeCloseTo(plain[name] ?? Number.NaN, 10);
    }
  });

  it('says only how large it is when nothing tells how much the answers resemble each other', () => {
    const before = { ...nps(may), designEffect: null };
    expect(difference(before, nps(june))).toMatchObject({
      difference: 40 - 1000 / 52,
      low: null,
      high: null,
      statistic: null,
      p: null,
    });
  });

  it('of means that do not scatter has a p and no interval', () => {
    const [ones, twos] = [
      rating(histogram(fives, [9, 0, 0, 0, 0])),
      rating(histogram(fives, [0, 9, 0, 0, 0])),
    ];
    const apart = difference(ones, twos);
    expect(apart).toMatchObject({ difference: 1, low: null, high: null });
    expect(apart.p).toBe(pooledTest(ones.moments, twos.moments)?.p);
    expect(difference(ones, ones)).toMatchObject({ difference: 0, low: null, high: null, p: 1 });
  });

  it('compares by t where accounts tell how uncertain the design effects are', () => {
    const clustered = { designEffect: 2, degreesOfFreedom: 6 };
    for (const [before, after] of [
      [nps(may), nps(june)],
      [csat(early), csat(late)],
      [rating(early), rating(late)],
    ] as const) {
      const z = difference({ ...before, designEffect: 2 }, { ...after, designEffect: 2 });
      const t = difference({ ...before, ...clustered }, { ...after, ...clustered });
      expect(t.statistic).toBe(z.statistic);
      expect(t.p).toBeGreaterThan(z.p ?? 1);
      expect((t.high ?? 0) - (t.low ?? 0)).toBeGreaterThan((z.high ?? 0) - (z.low ?? 0));
      // Two sides of equal size and 6 degrees of freedom each make 12.
      if (before.n === after.n) expect(t.p).toBeCloseTo(2 * studentTCdf(-Math.abs(t.statistic ?? 0), 12), 12);
    }
    const oneSided = difference({ ...nps(may), ...clustered }, nps(june));
    expect(oneSided.p).toBeGreaterThan(0);
  });

  it('is null when a side has no answers', () => {
    const nobody = histogram(fives, [0, 0, 0, 0, 0]);
    for (const metric of [csat, rating])
      for (const [a, b] of [
        [nobody, late],
        [early, nobody],
        [nobody, nobody],
      ] as const)
        expect(difference(metric(a), metric(b))).toMatchObject({
          difference: null,
          low: null,
          high: null,
          statistic: null,
          p: null,
        });
  });

  it.each([
    [nps(may), csat(late), 'nps on scale "0..10" (adjusted-wald-3t) and csat on scale "1..5" (wilson)'],
    [
      csat(early),
      csat(histogram({ id: '1..2', min: 1, max: 2 }, [1, 2])),
      'csat on scale "1..5" (wilson) and csat on scale "1..2" (wilson)',
    ],
    [
      rating(early),
      rating(late, { top: 4 }),
      'rating on scale "1..5" (t) and rating on scale "1..5" (wilson from 4)',
    ],
    [
      rating(early, { top: 5 }),
      rating(late, { top: 4 }),
      'rating on scale "1..5" (wilson from 5) and rating on scale "1..5" (wilson from 4)',
    ],
  ])('refuses to mix %#', (before, after, named) => {
    expect(() => difference(before, after)).toThrow(
      expect.objectContaining({
        code: 'scale_mixed',
        message: `Only estimates of one metric, scale and method can be compared, but these are ${named}.`,
      }),
    );
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a design effect of %d', (designEffect) => {
    expect(() => difference(nps(may), { ...nps(june), designEffect })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A design effect must be finite and above 0, but it is ${designEffect}.`,
      }),
    );
  });

  it('refuses an impossible confidence', () => {
    expect(() => difference(nps(may), nps(june), { confidence: 95 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});
