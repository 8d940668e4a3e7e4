import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimate } from '../estimate.ts';
import { histogram } from '../histogram.ts';
import { addMoments, type Moments, momentsOf } from '../moments.ts';
import { csat } from '../score/csat.ts';
import { nps } from '../score/nps.ts';
import { rating } from '../score/rating.ts';
import { clusterRobust } from './cluster-robust.ts';

const none: Moments = { n: 0, sum: 0, sumOfSquares: 0 };
const account = fc
  .record({ detractors: fc.nat({ max: 12 }), passives: fc.nat({ max: 12 }), promoters: fc.nat({ max: 12 }) })
  .map(({ detractors, passives, promoters }) => ({
    n: detractors + passives + promoters,
    sum: promoters - detractors,
    sumOfSquares: promoters + detractors,
  }))
  .filter(({ n }) => n > 0);
const accounts = fc.array(account, { minLength: 2, maxLength: 12 });

function npsOf(of: readonly Moments[], confidence = 0.95): Estimate {
  const { n, sum, sumOfSquares } = of.reduce(addMoments, none);
  const counts = [
    (sumOfSquares - sum) / 2,
    0,
    0,
    0,
    0,
    0,
    0,
    n - sumOfSquares,
    0,
    0,
    (sumOfSquares + sum) / 2,
  ];
  return nps(histogram({ id: '0..10', min: 0, max: 10 }, counts), { confidence });
}

describe('clusterRobust', () => {
  it('has the design effect of leaving each account out', () => {
    fc.assert(
      fc.property(accounts, (of) => {
        const estimate = npsOf(of);
        const { n, sum, sumOfSquares } = estimate.moments;
        const score = sum / n;
        const moved = of.map((each) => (sum - each.sum) / (n - each.n) - score);
        const squares = moved.reduce((total, by) => total + by ** 2, 0);
        const spread = (sumOfSquares / n - score ** 2) / n;
        const accountsAsAnswers = of.reduce((total, each) => total + each.n ** 2, 0) / n;
        const expected = spread < 1e-12 ? accountsAsAnswers : Math.max(1, squares / spread);
        expect(clusterRobust(estimate, of).designEffect).toBeCloseTo(expected, 8);
      }),
    );
  });

  it('has the degrees of freedom of Bell and McCaffrey under independence', () => {
    fc.assert(
      fc.property(accounts, (of) => {
        const n = of.reduce((total, each) => total + each.n, 0);
        const shares = of.map((each) => each.n / n);
        // What the squares are weighed by, and how the sums move together when every answer has a variance of 1 / n.
        const weights = shares.map((share) => 1 / (1 - share));
        const together = shares.map((p, row) => shares.map((q, column) => (row === column ? p : 0) - p * q));
        let trace = 0;
        let traceOfSquare = 0;
        for (const [row, weight] of weights.entries()) {
          trace += weight * (together[row]?.[row] ?? 0);
          for (const [column, other] of weights.entries())
            traceOfSquare += weight * other * (together[row]?.[column] ?? 0) ** 2;
        }
        expect(clusterRobust(npsOf(of), of).degreesOfFreedom).toBeCloseTo(trace ** 2 / traceOfSquare, 8);
      }),
    );
  });

  it('has as many degrees of freedom as there are equal accounts, less one', () => {
    const of = Array.from({ length: 9 }, (_, at) => ({
      n: 7,
      sum: (at % 5) - 2,
      sumOfSquares: 2 + Math.abs((at % 5) - 2),
    }));
    expect(clusterRobust(npsOf(of), of)).toMatchObject({ clusters: 9 });
    expect(clusterRobust(npsOf(of), of).degreesOfFreedom).toBeCloseTo(8, 10);
  });

  it('takes answers without an account as accounts of one answer', () => {
    fc.assert(
      fc.property(
        fc.array(account, { maxLength: 6 }),
        fc.array(fc.integer({ min: -1, max: 1 })),
        (of, signs) => {
          const single = signs.map((sign) => ({ n: 1, sum: sign, sumOfSquares: sign ** 2 }));
          const all = [...of, ...single];
          const apart = clusterRobust(npsOf(all), of, { alone: single.reduce(addMoments, none) });
          const listed = clusterRobust(npsOf(all), all);
          expect(apart.clusters).toBe(listed.clusters);
          for (const name of ['designEffect', 'degreesOfFreedom', 'low', 'high'] as const)
            if (listed[name] === null) expect(apart[name]).toBeNull();
            else expect(apart[name]).toBeCloseTo(listed[name] as number, 8);
        },
      ),
    );
  });

  it('leaves the score, is never narrower than without accounts, and stays within its bounds', () => {
    fc.assert(
      fc.property(accounts, fc.double({ min: 0.5, max: 0.999, noNaN: true }), (of, confidence) => {
        const estimate = npsOf(of, confidence);
        const { score, low, high, designEffect, clusters } = clusterRobust(estimate, of);
        expect(score).toBe(estimate.score);
        expect(clusters).toBe(of.length);
        expect(designEffect).toBeGreaterThanOrEqual(1);
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(high).toBeLessThanOrEqual(100);
        expect(low).toBeLessThan(high as number);
        if ((low as number) > -100 && (high as number) < 100)
          expect((high as number) - (low as number)).toBeGreaterThan(
            (estimate.high as number) - (estimate.low as number) - 1e-9,
          );
      }),
    );
  });

  it('widens with the confidence, at both ends', () => {
    const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(accounts, level, level, (of, a, b) => {
        const less = clusterRobust(npsOf(of, Math.min(a, b)), of);
        const more = clusterRobust(npsOf(of, Math.max(a, b)), of);
        expect(more.low).toBeLessThanOrEqual((less.low as number) + 1e-9);
        expect(more.high).toBeGreaterThanOrEqual((less.high as number) - 1e-9);
      }),
    );
  });

  it('comes close to the plain interval when nobody shares an account', () => {
    const estimate = nps(
      histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 400, 0, 300, 0, 0, 800]),
    );
    const robust = clusterRobust(estimate, [], { alone: estimate.moments });
    expect(robust.designEffect).toBeCloseTo((1500 / 1499) ** 2, 9);
    expect(robust.degreesOfFreedom).toBeCloseTo(1499, 6);
    expect(robust.low).toBeCloseTo(estimate.low as number, 1);
    expect(robust.high).toBeCloseTo(estimate.high as number, 1);
  });

  it('knows shares and means as well', () => {
    const scale = { id: '1..5', min: 1, max: 5 };
    const each = [
      [0, 0, 2, 4, 14],
      [9, 5, 3, 2, 1],
      [0, 1, 6, 9, 4],
    ].map((counts) => histogram(scale, counts));
    const all = histogram(scale, [9, 6, 11, 15, 19]);
    const hits = each.map((of) => momentsOf(of, (value) => (value >= 4 ? 1 : 0)));
    const values = each.map((of) => momentsOf(of, (value) => value));
    for (const robust of [clusterRobust(csat(all), hits), clusterRobust(rating(all), values)]) {
      expect(robust.degreesOfFreedom).toBeCloseTo(2, 10);
      expect(robust.designEffect).toBeGreaterThan(5);
    }
    const share = clusterRobust(csat(all), hits);
    expect(share.low).toBeGreaterThanOrEqual(0);
    expect(share.high).toBeLessThanOrEqual(100);
    // The mean is 3.48; t of 2 degrees of freedom times the error of a sample of 60 / designEffect answers.
    const mean = clusterRobust(rating(all), values);
    expect([mean.low, mean.high]).toStrictEqual([1, 5]);
    const sure = clusterRobust(rating(all, { confidence: 0.5 }), values);
    const { n, sum, sumOfSquares } = rating(all).moments;
    const error = Math.sqrt(((sumOfSquares / n - (sum / n) ** 2) / n) * (sure.designEffect ?? 0));
    expect(sure.high).toBeCloseTo(sum / n + 0.816496580927726 * error, 9);
  });

  it('has no interval of a single account, and none without an answer', () => {
    const one = { n: 8, sum: 3, sumOfSquares: 5 };
    expect(clusterRobust(npsOf([one]), [one, none])).toMatchObject({
      clusters: 1,
      score: 37.5,
      low: null,
      high: null,
      designEffect: null,
      degreesOfFreedom: null,
    });
    expect(clusterRobust(npsOf([]), [])).toMatchObject({ clusters: 0, score: null, low: null, high: null });
  });

  it('counts an account as one answer when all answers are equal', () => {
    const same = { n: 5, sum: 5, sumOfSquares: 5 };
    const robust = clusterRobust(npsOf([same, same, same]), [same, same, same]);
    expect(robust).toMatchObject({ designEffect: 5, high: 100 });
    expect(robust.low).toBeLessThan(npsOf([same, same, same]).low as number);
    const mixed = clusterRobust(npsOf([same, same]), [same], { alone: same });
    expect(mixed.designEffect).toBe((25 + 5) / 10);
  });

  it('keeps its degrees of freedom beside a giant of any size', () => {
    const giant = { n: 1e9, sum: 5e8, sumOfSquares: 1e9 };
    const one = { n: 1, sum: 1, sumOfSquares: 1 };
    const robust = clusterRobust(npsOf([giant, one, one]), [giant, one, one]);
    expect(robust.degreesOfFreedom).toBeGreaterThan(0.9);
    expect(robust).toMatchObject({ low: -100, high: 100 });
  });

  it('refuses sums of other answers', () => {
    const of = [
      { n: 3, sum: 1, sumOfSquares: 3 },
      { n: 4, sum: -2, sumOfSquares: 2 },
    ];
    expect(() => clusterRobust(npsOf(of), of.slice(1))).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'The clusters hold n 4, sum -2 and sumOfSquares 2, but the estimate is made of n 7, sum -1 and sumOfSquares 5.',
      }),
    );
  });

  it('refuses sums of other signs from as many answers', () => {
    const of = [
      { n: 3, sum: 1, sumOfSquares: 3 },
      { n: 4, sum: -2, sumOfSquares: 2 },
    ];
    const turned = of.map((each) => ({ ...each, sum: -each.sum }));
    expect(() => clusterRobust(npsOf(of), turned)).toThrow('sum 1 and sumOfSquares 5, but');
  });

  it.each([
    { n: -1, sum: 0, sumOfSquares: 0 },
    { n: 2, sum: 3, sumOfSquares: 2 },
    { n: 0, sum: 1, sumOfSquares: 1 },
    { n: Number.NaN, sum: 0, sumOfSquares: 0 },
  ])('refuses the impossible moments $n, $sum, $sumOfSquares', (impossible) => {
    expect(() => clusterRobust(npsOf([]), [impossible])).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });
});
