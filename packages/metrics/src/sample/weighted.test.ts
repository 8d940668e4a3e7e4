import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../compare/difference.ts';
import { histogram } from '../histogram.ts';
import { wilson as wilsonOrNull } from '../interval/wilson.ts';
import { variance } from '../moments.ts';
import { present } from '../present.fixture.ts';
import { csat } from '../score/csat.ts';
import { nps } from '../score/nps.ts';
import { rating } from '../score/rating.ts';
import { weighted } from './weighted.ts';

const wilson = (...of: Parameters<typeof wilsonOrNull>) => present(wilsonOrNull(...of));

const eleven = { id: '0..10', min: 0, max: 10 };
const five = { id: '1..5', min: 1, max: 5 };
const counts = (length: number) => fc.array(fc.nat({ max: 9 }), { minLength: length, maxLength: length });
const weight = fc.double({ min: 0.05, max: 20, noNaN: true });
const npsStratum = fc
  .tuple(weight, counts(11))
  .map(([each, of]) => ({ weight: each, estimate: nps(histogram(eleven, of)) }));

describe('weighted', () => {
  it('is the mean of the weighted answers, with the linearised error, answer by answer', () => {
    fc.assert(
      fc.property(fc.array(npsStratum, { minLength: 1, maxLength: 5 }), (strata) => {
        const answers = strata.flatMap(({ weight: each, estimate }) =>
          estimate.histogram.counts.flatMap((count, value) =>
            Array.from({ length: count }, () => ({
              each,
              sign: value <= 6 ? -1 : value <= 8 ? 0 : 1,
              value,
            })),
          ),
        );
        const n = answers.length;
        fc.pre(n >= 2);
        const weights = answers.reduce((sum, { each }) => sum + each, 0);
        const score = answers.reduce((sum, { each, sign }) => sum + each * sign, 0) / weights;
        const mean = answers.reduce((sum, { each, value }) => sum + each * value, 0) / weights;
        const squares = answers.reduce((sum, { each, sign }) => sum + (each * (sign - score)) ** 2, 0);
        const of = weighted(strata);
        expect(of.n).toBe(n);
        expect(of.score).toBeCloseTo(100 * score, 8);
        expect(of.mean).toBeCloseTo(mean, 8);
        expect(of.standardError).toBeCloseTo((100 * Math.sqrt((n / (n - 1)) * squares)) / weights, 8);
        expect(of.effectiveSize).toBeCloseTo(
          weights ** 2 / answers.reduce((sum, { each }) => sum + each ** 2, 0),
          8,
        );
      }),
    );
  });

  it('is the plain estimate when all weights are equal, but for n / (n - 1)', () => {
    fc.assert(
      fc.property(counts(11), counts(11), weight, (a, b, each) => {
        const whole = nps(
          histogram(
            eleven,
            a.map((count, value) => count + (b[value] ?? 0)),
          ),
        );
        fc.pre(whole.n >= 2 && Math.abs(whole.moments.sum) !== whole.n && whole.moments.sumOfSquares > 0);
        const of = weighted([
          { weight: each, estimate: nps(histogram(eleven, a)) },
          { weight: each, estimate: nps(histogram(eleven, b)) },
        ]);
        expect(of.score).toBeCloseTo(whole.score as number, 9);
        expect(of.designEffect).toBeCloseTo(whole.n / (whole.n - 1), 6);
        expect(of.histogram).toStrictEqual(whole.histogram);
      }),
    );
  });

  it('does not depend on the unit of the weights', () => {
    fc.assert(
      fc.property(
        fc.array(npsStratum, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(1e-200, 1e-3, 7, 1e200),
        (strata, unit) => {
          const of = weighted(strata);
          const scaled = weighted(
            strata.map(({ weight: each, estimate }) => ({ weight: each * unit, estimate })),
          );
          for (const name of ['score', 'low', 'high', 'standardError', 'effectiveSize'] as const)
            if (of[name] === null) expect(scaled[name]).toBeNull();
            else expect(scaled[name]).toBeCloseTo(of[name] as number, 6);
        },
      ),
    );
  });

  it('stays within its bounds, low below high, for shares and means too', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(weight, counts(5)), { minLength: 1, maxLength: 4 }), (of) => {
        const made = of.map(([each, each5]) => ({ weight: each, histogram: histogram(five, each5) }));
        const share = weighted(made.map((each) => ({ weight: each.weight, estimate: csat(each.histogram) })));
        const mean = weighted(
          made.map((each) => ({ weight: each.weight, estimate: rating(each.histogram) })),
        );
        for (const [{ score, low, high }, min, max] of [
          [share, 0, 100],
          [mean, 1, 5],
        ] as const) {
          for (const part of [score, low, high]) {
            expect(part ?? min).toBeGreaterThanOrEqual(min - 1e-9);
            expect(part ?? max).toBeLessThanOrEqual(max + 1e-9);
            expect(part).not.toBe(-0);
          }
          if (low !== null) expect(low).toBeLessThanOrEqual(high as number);
        }
      }),
    );
  });

  it('is not surer than its effective size, however well a few heavy answers agree', () => {
    const heavy = { weight: 1000, estimate: nps(histogram(eleven, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5])) };
    const light = { weight: 1, estimate: nps(histogram(eleven, [30, 0, 0, 0, 0, 0, 0, 40, 0, 0, 30])) };
    const of = weighted([heavy, light]);
    expect(of.effectiveSize).toBeLessThan(5.3);
    expect(of.designEffect).toBeCloseTo(105 / of.effectiveSize, 9);
    expect(of.low).toBeLessThan(20);
    expect(difference(of, of)).toMatchObject({ difference: 0, p: 1 });
  });

  it('has the interval of as many answers as the design effect leaves', () => {
    const strata = [
      { weight: 3, of: histogram(five, [2, 5, 9, 14, 10]) },
      { weight: 1, of: histogram(five, [6, 9, 12, 3, 0]) },
    ];
    const share = weighted(strata.map(({ weight: each, of }) => ({ weight: each, estimate: csat(of) })));
    const n = share.n / (share.designEffect ?? 0);
    const wide = wilson({ hits: ((share.score ?? 0) / 100) * n, n });
    expect(share.low).toBeCloseTo(100 * wide.low, 9);
    expect(share.high).toBeCloseTo(100 * wide.high, 9);
    const mean = weighted(strata.map(({ weight: each, of }) => ({ weight: each, estimate: rating(of) })));
    // scipy.stats.t.ppf(0.975, 69)
    const critical = 1.994945415107228;
    const error = Math.sqrt((variance(mean.moments) / mean.n) * (mean.designEffect ?? 0));
    expect(mean.high).toBeCloseTo((mean.score ?? 0) + critical * error, 9);
    expect(mean.low).toBeCloseTo((mean.score ?? 0) - critical * error, 9);
  });

  it('does not leave its range by a speck of rounding', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(weight, fc.integer({ min: 1, max: 40 })), { minLength: 2 }), (of) => {
        const tens = of.map(([each, n]) => ({
          weight: each,
          estimate: nps(histogram(eleven, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n])),
        }));
        const { score, mean, high } = weighted(tens);
        expect(score).toBeLessThanOrEqual(100);
        expect(mean).toBeLessThanOrEqual(10);
        expect(high).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('has the design effect of Kish when all answers are equal', () => {
    const all = nps(histogram(eleven, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10]));
    const of = weighted([
      { weight: 1, estimate: all },
      { weight: 3, estimate: all },
    ]);
    expect(of.designEffect).toBeCloseTo(20 / 16, 12);
    expect(of.low).toBeLessThan(100);
  });

  it('leaves answers of weight 0 out', () => {
    const one = { weight: 2, estimate: nps(histogram(eleven, [0, 0, 0, 0, 0, 3, 0, 4, 0, 0, 9])) };
    const out = { weight: 0, estimate: nps(histogram(eleven, [50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])) };
    const { n, score, low, high, standardError, designEffect } = weighted([one, out]);
    expect({ n, score, low, high, standardError, designEffect }).toMatchObject({ n: 16, score: 37.5 });
    expect(weighted([one])).toMatchObject({ n, score, low, high, standardError, designEffect });
  });

  it('has a score and no interval of one answer, and neither of none', () => {
    const one = nps(histogram(eleven, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
    const nobody = nps(histogram(eleven, Array(11).fill(0)));
    expect(weighted([{ weight: 3, estimate: one }])).toMatchObject({
      n: 1,
      score: 100,
      mean: 10,
      low: null,
      high: null,
      standardError: null,
    });
    for (const strata of [[{ weight: 3, estimate: nobody }], [{ weight: 0, estimate: one }]])
      expect(weighted(strata)).toMatchObject({ n: 0, score: null, mean: null, low: null, high: null });
  });

  it('refuses to be of nothing, of two scales, and of two ways to estimate', () => {
    const onEleven = nps(histogram(eleven, Array(11).fill(1)));
    const surer = nps(histogram(eleven, Array(11).fill(1)), { confidence: 0.99 });
    const onFive = csat(histogram(five, [1, 1, 1, 1, 1]));
    const of = (...estimates: (typeof onFive)[]) => estimates.map((estimate) => ({ weight: 1, estimate }));
    expect(() => weighted([])).toThrow('A weighted estimate needs strata, but there are 0.');
    expect(() => weighted(of(onEleven, onFive))).toThrow(
      expect.objectContaining({
        code: 'scale_mixed',
        message:
          'Strata on scale "0..10" and on scale "1..5" have no common score; ask for one score per scale.',
      }),
    );
    expect(() => weighted(of(onEleven, surer))).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'Strata must have one metric, method and confidence, but there are ' +
          'nps (adjusted-wald-3t, 0.95) and nps (adjusted-wald-3t, 0.99).',
      }),
    );
    expect(() => weighted(of(onFive, rating(histogram(five, [1, 1, 1, 1, 1]))))).toThrow(
      'csat (wilson, 0.95)',
    );
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a weight of %d', (each) => {
    expect(() => weighted([{ weight: each, estimate: nps(histogram(eleven, Array(11).fill(1))) }])).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });
});
