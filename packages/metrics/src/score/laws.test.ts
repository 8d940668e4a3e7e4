import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimate, Method, Metric } from '../estimate.ts';
import { type Histogram, histogram, mergeHistograms, type Scale } from '../histogram.ts';
import { wilson as wilsonOrNull } from '../interval/wilson.ts';
import { present } from '../present.fixture.ts';
import { ces } from './ces.ts';
import { csat } from './csat.ts';
import { cxi, cxiQuestion } from './cxi.ts';
import { effort } from './effort.ts';
import type { Estimator } from './estimators.ts';
import { nps } from './nps.ts';
import { pmf } from './pmf.ts';
import { rating } from './rating.ts';
import { thumbs } from './thumbs.ts';

const wilson = (...of: Parameters<typeof wilsonOrNull>) => present(wilsonOrNull(...of));

/** A metric as a textbook has it: on which scale, by which method, and what one answer counts. */
interface Textbook {
  readonly name: string;
  readonly metric: Metric;
  readonly method: Method;
  readonly scale: Scale;
  readonly estimate: Estimator;
  readonly worth: (answer: number) => number;
}

const range = (min: number, max: number, id = `${min}..${max}`): Scale => ({ id, min, max });
const net = 'adjusted-wald-3t';
const hit = (holds: (answer: number) => boolean) => (answer: number) => (holds(answer) ? 1 : 0);
const boxes = [hit((a) => a === 2), hit((a) => a === 3), hit((a) => a >= 3), hit((a) => a >= 4)];

const textbooks: Textbook[] = [
  {
    name: 'nps',
    metric: 'nps',
    method: net,
    scale: range(0, 10),
    estimate: nps,
    worth: (a) => (a >= 9 ? 1 : a <= 6 ? -1 : 0),
  },
  ...boxes.map((worth, index): Textbook => {
    const points = index + 2;
    return {
      name: `csat of ${points} points`,
      metric: 'csat',
      method: 'wilson',
      scale: range(1, points),
      estimate: csat,
      worth,
    };
  }),
  {
    name: 'ces',
    metric: 'ces',
    method: 'wilson',
    scale: range(1, 7),
    estimate: ces,
    worth: hit((a) => a >= 5),
  },
  {
    name: 'effort',
    metric: 'ces',
    method: 't',
    scale: range(1, 5, '1..5:effort'),
    estimate: effort,
    worth: (a) => a,
  },
  {
    name: 'cxiQuestion',
    metric: 'cxi',
    method: net,
    scale: range(1, 5),
    estimate: cxiQuestion,
    worth: (a) => (a >= 4 ? 1 : a <= 2 ? -1 : 0),
  },
  { name: 'cxi', metric: 'cxi', method: net, scale: range(-3, 3), estimate: cxi, worth: (a) => a / 3 },
  {
    name: 'pmf',
    metric: 'pmf',
    method: 'wilson',
    scale: range(1, 3),
    estimate: pmf,
    worth: hit((a) => a === 3),
  },
  { name: 'rating', metric: 'rating', method: 't', scale: range(1, 10), estimate: rating, worth: (a) => a },
  {
    name: 'rating with top boxes',
    metric: 'rating',
    method: 'wilson',
    scale: range(1, 10),
    estimate: (of, options) => rating(of, { ...options, top: 8 }),
    worth: hit((a) => a >= 8),
  },
  {
    name: 'thumbs',
    metric: 'thumbs',
    method: 'wilson',
    scale: range(0, 1),
    estimate: thumbs,
    worth: (a) => a,
  },
];

const confidence = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

describe.each(textbooks)('$name', ({ metric, method, scale, estimate, worth }) => {
  const values = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
  const counted = (given: readonly number[]): Histogram =>
    histogram(
      scale,
      values.map((value) => given.filter((answer) => answer === value).length),
    );
  const answers = fc.array(fc.constantFrom(...values), { maxLength: 60 });
  const someAnswers = fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 60 });
  const anyHistogram = fc
    .array(fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 8e12 })), {
      minLength: values.length,
      maxLength: values.length,
    })
    .map((counts) => histogram(scale, counts));
  const [lowest, highest] = method === 't' ? [scale.min, scale.max] : [method === net ? -100 : 0, 100];
  const unit = method === 't' ? 1 : 100;
  const width = ({ low, high }: Estimate) => (low === null || high === null ? null : high - low);

  it('is an estimate with all that it was made of', () => {
    const of = histogram(
      scale,
      values.map((_, index) => index),
    );
    const given = values.flatMap((value, index) => Array<number>(index).fill(value));
    const made = estimate(of, { confidence: 0.9 });
    expect(made).toMatchObject({ metric, method, scale: scale.id, n: given.length, confidence: 0.9 });
    expect(made.histogram).toBe(of);
    expect(made.mean).toBe(sumOf(given) / given.length);
    expect(made.moments.n).toBe(given.length);
    expect(made.moments.sum).toBeCloseTo(sumOf(given.map(worth)), 12);
    expect(made.moments.sumOfSquares).toBeCloseTo(sumOf(given.map((answer) => worth(answer) ** 2)), 12);
  });

  it('has no score, no interval and no mean without an answer', () => {
    expect(estimate(counted([]))).toMatchObject({
      n: 0,
      score: null,
      low: null,
      high: null,
      mean: null,
      moments: { n: 0, sum: 0, sumOfSquares: 0 },
      confidence: 0.95,
    });
  });

  it('has the score that adding up the answers one by one has', () => {
    fc.assert(
      fc.property(someAnswers, (given) => {
        const { n, score } = estimate(counted(given));
        expect(n).toBe(given.length);
        expect(score).toBeCloseTo((unit * sumOf(given.map(worth))) / given.length, 10);
      }),
    );
  });

  it('is the same for merged histograms as for joined answers', () => {
    fc.assert(
      fc.property(answers, answers, (a, b) => {
        expect(estimate(mergeHistograms(counted(a), counted(b)))).toStrictEqual(
          estimate(counted([...a, ...b])),
        );
      }),
    );
  });

  it('stays within its range, from low to high, never NaN, infinite or -0', () => {
    fc.assert(
      fc.property(fc.oneof(answers.map(counted), anyHistogram), confidence, (of, level) => {
        const made = estimate(of, { confidence: level });
        for (const number of [...Object.values(made), ...Object.values(made.moments)])
          if (typeof number === 'number') {
            expect(number).toSatisfy(Number.isFinite);
            expect(number).not.toBe(-0);
          }
        for (const part of [made.score, made.low, made.high])
          if (part !== null) {
            expect(part).toBeGreaterThanOrEqual(lowest);
            expect(part).toBeLessThanOrEqual(highest);
          }
        expect(width(made) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('has an interval around the centre that its method draws the score to', () => {
    fc.assert(
      fc.property(someAnswers, confidence, (given, level) => {
        const made = estimate(counted(given), { confidence: level });
        if (made.low === null || made.high === null) {
          expect(method).toBe('t');
          expect(new Set(given).size).toBe(1);
          return;
        }
        const center = centerOf(made);
        expect(made.low).toBeLessThan(center);
        expect(made.high).toBeGreaterThan(center);
      }),
    );
  });

  it('narrows as the same shares come from more answers', () => {
    fc.assert(
      fc.property(someAnswers, fc.integer({ min: 2, max: 100 }), confidence, (given, times, level) => {
        const of = counted(given);
        const more = histogram(
          scale,
          of.counts.map((count) => count * times),
        );
        const few = width(estimate(of, { confidence: level }));
        const many = width(estimate(more, { confidence: level }));
        if (few === null || many === null) expect(many).toBe(few);
        // An interval of two answers can fill the scale at any number of times as many.
        else if (few === highest - lowest) expect(many).toBeLessThanOrEqual(few);
        else expect(many).toBeLessThan(few);
      }),
    );
  });

  it('widens with the confidence, at both ends', () => {
    fc.assert(
      fc.property(someAnswers, confidence, confidence, (given, a, b) => {
        const less = estimate(counted(given), { confidence: Math.min(a, b) });
        const more = estimate(counted(given), { confidence: Math.max(a, b) });
        expect(more.low ?? 0).toBeLessThanOrEqual((less.low ?? 0) + 1e-9);
        expect(more.high ?? 0).toBeGreaterThanOrEqual((less.high ?? 0) - 1e-9);
      }),
    );
  });

  it.each([0, 1, -1, 95, Number.NaN])('refuses a confidence of %d, even without an answer', (level) => {
    for (const of of [counted([]), counted(values)])
      expect(() => estimate(of, { confidence: level })).toThrow(
        expect.objectContaining({ code: 'confidence_invalid' }),
      );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a count of %d that was made by hand, and names it',
    (count) => {
      const of = { ...counted(values), counts: [...values.slice(1).map(() => 1), count] };
      expect(() => estimate(of)).toThrow(
        expect.objectContaining({
          code: 'histogram_invalid',
          message: expect.stringContaining(`value ${scale.max} of scale "${scale.id}" has ${count}`),
        }),
      );
    },
  );

  it.each([
    { id: `${scale.id}:other`, min: scale.min, max: scale.max },
    { id: scale.id, min: scale.min + 1, max: scale.max + 1 },
    { id: scale.id, min: scale.min, max: scale.max + 1 },
    { id: '0..100', min: 0, max: 100 },
  ])('refuses the scale $id from $min to $max, and names both', (other) => {
    const of = histogram(other, Array(other.max - other.min + 1).fill(1));
    expect(() => estimate(of)).toThrow(expect.objectContaining({ code: 'histogram_invalid' }));
    expect(() => estimate(of)).toThrow(`"${scale.id}"`);
    expect(() => estimate(of)).toThrow(
      `but this histogram is on scale "${other.id}" of ${other.min}..${other.max}.`,
    );
  });
});

function centerOf({ method, moments: { n, sum }, confidence }: Estimate): number {
  if (method === 't') return sum / n;
  if (method === 'wilson') return 100 * wilson({ hits: sum, n }, { confidence }).center;
  return (100 * sum) / (n + 3);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
