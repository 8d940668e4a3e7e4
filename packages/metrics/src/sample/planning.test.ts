import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { nps } from '../score/nps.ts';
import { rating } from '../score/rating.ts';
import { thumbs } from '../score/thumbs.ts';
import { answersNeeded, marginOf, marginReached, type Plan } from './planning.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const shared = {
  confidence: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
  designEffect: fc.double({ min: 1, max: 5, noNaN: true }),
};
const plan: fc.Arbitrary<Plan> = fc.oneof(
  fc.record({
    of: fc.constant('net' as const),
    expected: fc
      .tuple(share, share)
      .map(([some, part]) => ({ promoters: some * part, detractors: some * (1 - part) })),
    ...shared,
  }),
  fc.record({ of: fc.constant('share' as const), expected: share, ...shared }),
  fc.record({
    of: fc.constant('mean' as const),
    deviation: fc.double({ min: 0.1, max: 30, noNaN: true }),
    ...shared,
  }),
);
const many = fc.integer({ min: 1, max: 1e6 });

describe('marginReached', () => {
  it('is the margin of the estimate that comes out as expected', () => {
    const count = fc.nat({ max: 500 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 500 }), (detractors, passives, promoters) => {
        const n = detractors + passives + promoters;
        const expected = { promoters: promoters / n, detractors: detractors / n };
        const counts = [detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters];
        const score = nps(histogram({ id: '0..10', min: 0, max: 10 }, counts));
        expect(marginReached(n, { of: 'net', expected })).toBeCloseTo(marginOf(score) ?? 0, 10);
        const up = thumbs(histogram({ id: '0..1', min: 0, max: 1 }, [passives, promoters]));
        expect(marginReached(up.n, { of: 'share', expected: promoters / up.n })).toBeCloseTo(
          marginOf(up) ?? 0,
          10,
        );
      }),
    );
  });

  it('falls as answers come in', () => {
    fc.assert(
      fc.property(plan, many, many, (given, a, b) => {
        const few = marginReached(Math.min(a, b), given) ?? Number.POSITIVE_INFINITY;
        const more = marginReached(Math.max(a, b), given) ?? Number.POSITIVE_INFINITY;
        expect(more <= few + 1e-12).toBe(true);
      }),
    );
  });

  it('is widest for the shares that it takes by default', () => {
    fc.assert(
      fc.property(plan, many, (given, n) => {
        if (given.of === 'mean') return;
        const { expected: _, ...unknown } = given;
        const worst = marginReached(n, unknown) ?? 0;
        expect(marginReached(n, given)).toBeLessThanOrEqual(worst + 1e-12);
      }),
    );
  });

  it('is the one of n / d answers with a design effect of d', () => {
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 9 }), (n, designEffect) => {
        for (const of of ['net', 'share'] as const)
          expect(marginReached(n * designEffect, { of, designEffect })).toBe(marginReached(n, { of }));
      }),
    );
  });

  it('of a mean is the half width of its t interval', () => {
    const answers = rating(histogram({ id: '1..5', min: 1, max: 5 }, [20, 40, 60, 40, 20]));
    const { n, sum, sumOfSquares } = answers.moments;
    const deviation = Math.sqrt((sumOfSquares - sum ** 2 / n) / (n - 1));
    expect(marginReached(n, { of: 'mean', deviation })).toBeCloseTo(marginOf(answers) ?? 0, 10);
    expect(marginReached(1, { of: 'mean', deviation })).toBeNull();
    const given: Plan = { of: 'mean', deviation, designEffect: 1.7 };
    expect(marginReached(3, given)).toBeNull();
    for (let few = 4; few <= 300; few++)
      expect(answersNeeded({ ...given, margin: marginReached(few, given) ?? 0 })).toBe(few);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a deviation of %d', (deviation) => {
    expect(() => marginReached(9, { of: 'mean', deviation })).toThrow(
      `A standard deviation must be finite and above 0, but deviation is ${deviation}.`,
    );
  });

  it('is null without an answer, for a plan that holds', () => {
    expect(marginReached(0, { of: 'net' })).toBeNull();
    expect(() => marginReached(0, { of: 'share', expected: 2 })).toThrow('share');
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d answers', (n) => {
    expect(() => marginReached(n, { of: 'net' })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `Answers are a whole number from 0 up, but n is ${n}.`,
      }),
    );
  });
});

describe('answersNeeded', () => {
  it.each<Plan>([
    { of: 'net' },
    { of: 'net', expected: { promoters: 0.5, detractors: 0.2 } },
    { of: 'net', confidence: 0.8, designEffect: 1.7 },
    { of: 'share' },
    { of: 'share', expected: 0.9, confidence: 0.99 },
    { of: 'share', expected: 0 },
  ])('turns marginReached around for every n of %o', (given) => {
    for (let n = 1; n <= 3000; n++)
      expect(answersNeeded({ ...given, margin: marginReached(n, given) ?? 0 })).toBe(n);
  });

  it('is the smallest number that reaches the margin', () => {
    fc.assert(
      fc.property(plan, fc.double({ min: 0.05, max: 120, noNaN: true }), (given, margin) => {
        const n = answersNeeded({ ...given, margin });
        expect(marginReached(n, given)).toBeLessThanOrEqual(margin);
        if (n > 1) expect(marginReached(n - 1, given) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(margin);
      }),
    );
  });

  it('is close to the textbook z^2 v / margin^2 where many are needed', () => {
    const z = 1.959963984540054;
    expect(answersNeeded({ of: 'net', margin: 0.5 }) / (z * 200) ** 2).toBeCloseTo(1, 3);
    expect(answersNeeded({ of: 'share', margin: 0.5 }) / (z * 100) ** 2).toBeCloseTo(1, 3);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a margin of %d', (margin) => {
    expect(() => answersNeeded({ of: 'net', margin })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A margin must be a finite number of points above 0, but margin is ${margin}.`,
      }),
    );
  });

  it('refuses a margin that no countable number reaches', () => {
    expect(() => answersNeeded({ of: 'share', margin: 1e-9 })).toThrow(
      'A margin of 1e-9 points needs more answers than can be counted.',
    );
  });
});

describe('a plan', () => {
  it.each([
    [-0.1, 0.5],
    [0.6, 0.5],
    [Number.NaN, 0.5],
    [0.5, Number.NaN],
  ])('refuses %d promoters and %d detractors', (promoters, detractors) => {
    expect(() => marginReached(9, { of: 'net', expected: { promoters, detractors } })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'Expected promoters and detractors must be shares that add up to at most 1, but they are ' +
          `${promoters} and ${detractors}.`,
      }),
    );
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses a share of %d', (expected) => {
    expect(() => marginReached(9, { of: 'share', expected })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `An expected share lies in 0 to 1, but it is ${expected}.`,
      }),
    );
  });

  it.each([0.9, Number.NaN, Number.POSITIVE_INFINITY])('refuses a design effect of %d', (designEffect) => {
    expect(() => answersNeeded({ of: 'net', margin: 5, designEffect })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A design effect is a finite number from 1 up, but designEffect is ${designEffect}.`,
      }),
    );
  });

  it('refuses an impossible confidence', () => {
    expect(() => answersNeeded({ of: 'net', margin: 5, confidence: 95 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});

describe('marginOf', () => {
  it('is null where an estimate has no interval', () => {
    expect(marginOf({ low: null, high: null })).toBeNull();
  });

  it('is half the width', () => {
    expect(marginOf({ low: -10, high: 30 })).toBe(20);
  });
});
