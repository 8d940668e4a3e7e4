import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Histogram, histogram, mergeHistograms } from './histogram.ts';
import { nps, npsCategory, npsCounts } from './nps.ts';

const scale = { id: '0..10', min: 0, max: 10 };
const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const empty = histogram(
  scale,
  values.map(() => 0),
);
const answers = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 60 });
const counted = (given: readonly number[]): Histogram =>
  histogram(
    scale,
    values.map((value) => given.filter((answer) => answer === value).length),
  );
const large = fc
  .array(fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 8e12 })), { minLength: 11, maxLength: 11 })
  .map((counts) => histogram(scale, counts));
const confidence = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });

describe('nps', () => {
  it('is an estimate with all that it was made of', () => {
    const of = counted([6, 7, 8, 9, 10, 10]);
    const estimate = nps(of);
    expect(estimate).toMatchObject({
      metric: 'nps',
      scale: '0..10',
      n: 6,
      confidence: 0.95,
      method: 'adjusted-wald-3t',
      histogram: of,
    });
    expect(estimate.score).toBe(100 / 3);
    expect(estimate.mean).toBe(50 / 6);
  });

  it('has no score without an answer', () => {
    expect(nps(empty)).toStrictEqual({
      metric: 'nps',
      scale: '0..10',
      n: 0,
      score: null,
      low: null,
      high: null,
      mean: null,
      confidence: 0.95,
      method: 'adjusted-wald-3t',
      histogram: empty,
    });
  });

  it('takes the score from the answers, and their merging as their joining', () => {
    fc.assert(
      fc.property(answers, answers, (a, b) => {
        const all = [...a, ...b];
        const merged = nps(mergeHistograms(counted(a), counted(b)));
        expect(merged).toStrictEqual(nps(counted(all)));
        const promoters = all.filter((answer) => answer >= 9).length;
        const detractors = all.filter((answer) => answer <= 6).length;
        expect(merged.n).toBe(all.length);
        expect(merged.score).toBe(all.length === 0 ? null : (100 * (promoters - detractors)) / all.length);
      }),
    );
  });

  it('stays within -100 and 100, never NaN and never -0', () => {
    fc.assert(
      fc.property(fc.oneof(answers.map(counted), large), confidence, (of, level) => {
        const { n, score, low, high, mean } = nps(of, { confidence: level });
        if (n === 0) return;
        for (const part of [score, low, high]) {
          expect(part).toBeGreaterThanOrEqual(-100);
          expect(part).toBeLessThanOrEqual(100);
        }
        expect(low).toBeLessThanOrEqual(high as number);
        for (const part of [score, low, high, mean]) expect(part).not.toBe(-0);
        expect(mean).toBeGreaterThanOrEqual(0);
        expect(mean).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('is 0 and not -0 when promoters and detractors are equally many', () => {
    expect(nps(counted([0, 10])).score).toBe(0);
    expect(nps(counted([7, 8])).score).toBe(0);
  });

  it('passes the confidence on', () => {
    const of = counted([1, 7, 9, 10]);
    expect(nps(of, { confidence: 0.5 }).low).toBeGreaterThan(nps(of, { confidence: 0.99 }).low as number);
    expect(nps(of, { confidence: 0.5 }).confidence).toBe(0.5);
  });

  it.each([0, 1, -1, 95, Number.NaN])('refuses a confidence of %d, even without an answer', (level) => {
    for (const of of [empty, counted([9])])
      expect(() => nps(of, { confidence: level })).toThrow(
        expect.objectContaining({ code: 'confidence_invalid' }),
      );
  });

  it.each([
    ['1..5', 1, 5],
    ['0..10:effort', 0, 11],
    ['0..10', 0, 10],
    ['0..10', 1, 11],
  ])('refuses scale %s from %d with %d counts', (id, min, length) => {
    const measure = () => nps({ scale: id, min, counts: Array(length).fill(1) });
    expect(measure).toThrow(expect.objectContaining({ name: 'MetricsError', code: 'histogram_invalid' }));
    expect(measure).toThrow(
      'NPS is defined on the 11 values of scale "0..10", but ' +
        `this histogram has ${length} values from ${min} on scale "${id}".`,
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a count of %d that was made by hand',
    (count) => {
      const counts = [...empty.counts.slice(0, 10), count];
      expect(() => nps({ ...empty, counts })).toThrow(`value 10 of scale "0..10" has ${count}`);
    },
  );
});

describe('npsCounts', () => {
  it('refuses impossible counts by itself', () => {
    expect(() => npsCounts({ ...empty, counts: [-1, ...empty.counts.slice(1)] })).toThrow(
      'value 0 of scale "0..10" has -1',
    );
  });

  it('counts every value once', () => {
    expect(npsCounts(counted(values))).toStrictEqual({ detractors: 7, passives: 2, promoters: 2 });
  });
});

describe('npsCategory', () => {
  it.each([-1, 11, 6.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => {
    expect(() => npsCategory(value)).toThrow(
      expect.objectContaining({
        name: 'MetricsError',
        code: 'value_out_of_scale',
        message: `An NPS answer must be an integer 0 to 10, but it is ${value}.`,
      }),
    );
  });
});
