import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csat, csatCategory, csatCounts } from './csat.ts';
import { type Histogram, histogram, mergeHistograms } from './histogram.ts';

const scaleOf = (points: number) => ({ id: `1..${points}`, min: 1, max: points });
const counted = (points: number, given: readonly number[]): Histogram =>
  histogram(
    scaleOf(points),
    Array.from({ length: points }, (_, index) => given.filter((answer) => answer === index + 1).length),
  );
const points = fc.integer({ min: 2, max: 5 });
const sample = points.chain((top) => {
  const answers = fc.array(fc.integer({ min: 1, max: top }), { maxLength: 60 });
  return fc.record({ points: fc.constant(top), a: answers, b: answers });
});
const large = points.chain((top) =>
  fc
    .array(fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 1e13 })), {
      minLength: top,
      maxLength: top,
    })
    .map((counts) => histogram(scaleOf(top), counts)),
);
const confidence = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });
const topBoxes: Record<number, number[]> = { 2: [2], 3: [3], 4: [3, 4], 5: [4, 5] };

describe('csat', () => {
  it('is an estimate with all that it was made of', () => {
    const of = histogram(scaleOf(5), [14, 9, 10, 32, 42]);
    const estimate = csat(of, { confidence: 0.9 });
    expect(estimate).toMatchObject({
      metric: 'csat',
      scale: '1..5',
      n: 107,
      confidence: 0.9,
      method: 'wilson',
      histogram: of,
    });
    expect(estimate.score).toBe(7400 / 107);
    expect(estimate.mean).toBe(400 / 107);
  });

  it('has no score without an answer', () => {
    const empty = histogram(scaleOf(4), [0, 0, 0, 0]);
    expect(csat(empty)).toStrictEqual({
      metric: 'csat',
      scale: '1..4',
      n: 0,
      score: null,
      low: null,
      high: null,
      mean: null,
      confidence: 0.95,
      method: 'wilson',
      histogram: empty,
    });
  });

  it('takes the score from the top boxes, and the merging of answers as their joining', () => {
    fc.assert(
      fc.property(sample, ({ points: top, a, b }) => {
        const all = [...a, ...b];
        const merged = csat(mergeHistograms(counted(top, a), counted(top, b)));
        expect(merged).toStrictEqual(csat(counted(top, all)));
        const satisfied = all.filter((answer) => topBoxes[top]?.includes(answer)).length;
        expect(merged.score).toBe(all.length === 0 ? null : (100 * satisfied) / all.length);
      }),
    );
  });

  it('stays within 0 and 100, inside of its interval, never NaN and never -0', () => {
    fc.assert(
      fc.property(large, confidence, (of, level) => {
        const { n, score, low, high, mean } = csat(of, { confidence: level });
        if (n === 0) return;
        for (const part of [score, low, high]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(100);
        }
        expect(low).toBeLessThanOrEqual((score as number) + 1e-9);
        expect(high).toBeGreaterThanOrEqual((score as number) - 1e-9);
        for (const part of [score, low, high, mean]) expect(part).not.toBe(-0);
        expect(mean).toBeGreaterThanOrEqual(1);
        expect(mean).toBeLessThanOrEqual(of.counts.length);
      }),
    );
  });

  it('has an interval up to exactly 100, or from exactly 0, when all agree', () => {
    expect(csat(counted(5, [5, 5, 4])).high).toBe(100);
    expect(csat(counted(5, [1, 3, 3])).low).toBe(0);
  });

  it.each([0, 1, -1, 95, Number.NaN])('refuses a confidence of %d, even without an answer', (level) => {
    for (const answers of [[], [1, 2]])
      expect(() => csat(counted(3, answers), { confidence: level })).toThrow(
        expect.objectContaining({ code: 'confidence_invalid' }),
      );
  });

  it.each([
    ['0..10', 0, 11],
    ['1..7', 1, 7],
    ['1..1', 1, 1],
    ['0..1', 0, 2],
    ['1..5', 1, 4],
    ['1..5:effort', 1, 5],
  ])('refuses scale %s from %d with %d counts', (id, min, length) => {
    const measure = () => csat({ scale: id, min, counts: Array(length).fill(1) });
    expect(measure).toThrow(expect.objectContaining({ name: 'MetricsError', code: 'histogram_invalid' }));
    expect(measure).toThrow(`but this histogram has ${length} values from ${min} on scale "${id}".`);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a count of %d that was made by hand',
    (count) => {
      expect(() => csat({ scale: '1..2', min: 1, counts: [1, count] })).toThrow(
        `value 2 of scale "1..2" has ${count}`,
      );
    },
  );
});

describe('csatCounts', () => {
  it('refuses impossible counts by itself', () => {
    expect(() => csatCounts({ scale: '1..2', min: 1, counts: [-1, 1] })).toThrow(
      'value 1 of scale "1..2" has -1',
    );
  });

  it('has no neutral answers on an even scale', () => {
    expect(csatCounts(histogram(scaleOf(4), [1, 2, 3, 4]))).toStrictEqual({
      negative: 3,
      neutral: 0,
      positive: 7,
    });
  });
});

describe('csatCategory', () => {
  it.each(Object.entries(topBoxes))('has the top boxes of %s points', (of, boxes) => {
    const all = Array.from({ length: Number(of) }, (_, index) => index + 1);
    expect(all.filter((value) => csatCategory(value, Number(of)) === 'positive')).toStrictEqual(boxes);
  });

  it.each([0, 6, 2.5, Number.NaN])('refuses the answer %d', (value) => {
    expect(() => csatCategory(value, 5)).toThrow(
      expect.objectContaining({
        code: 'value_out_of_scale',
        message: `A CSAT answer of 5 points must be an integer 1 to 5, but it is ${value}.`,
      }),
    );
  });

  it.each([1, 6, 2.5, Number.NaN])('refuses a scale of %d points', (of) => {
    expect(() => csatCategory(1, of)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A CSAT scale has 2 to 5 points, but this one has ${of}.`,
      }),
    );
  });
});
