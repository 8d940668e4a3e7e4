import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimate } from '../estimate.ts';
import { histogram } from '../histogram.ts';
import { addMoments, type Moments } from '../moments.ts';
import { csat } from '../score/csat.ts';
import { nps } from '../score/nps.ts';
import { rating } from '../score/rating.ts';
import { accountWeighted } from './account-weighted.ts';
import { clusterRobust } from './cluster-robust.ts';

const none: Moments = { n: 0, sum: 0, sumOfSquares: 0 };
const net = fc
  .record({ detractors: fc.nat({ max: 30 }), passives: fc.nat({ max: 30 }), promoters: fc.nat({ max: 30 }) })
  .map(({ detractors, passives, promoters }) => ({
    n: detractors + passives + promoters,
    sum: promoters - detractors,
    sumOfSquares: promoters + detractors,
  }));
const share = fc
  .tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 }))
  .map(([hits, misses]) => ({ n: hits + misses, sum: hits, sumOfSquares: hits }));

function npsOf(accounts: readonly Moments[]): Estimate {
  const { n, sum, sumOfSquares } = accounts.reduce(addMoments, none);
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
  return nps(histogram({ id: '0..10', min: 0, max: 10 }, counts));
}

function csatOf(accounts: readonly Moments[]): Estimate {
  const { n, sum } = accounts.reduce(addMoments, none);
  return csat(histogram({ id: '1..2', min: 1, max: 2 }, [n - sum, sum]));
}

describe('accountWeighted', () => {
  it('is the mean of the scores of the accounts that answered', () => {
    fc.assert(
      fc.property(fc.array(net, { minLength: 1 }), (accounts) => {
        const scores = accounts.filter(({ n }) => n > 0).map(({ n, sum }) => (100 * sum) / n);
        const weighted = accountWeighted(npsOf(accounts), accounts);
        expect(weighted.clusters).toBe(scores.length);
        expect(weighted.n).toBe(accounts.reduce((total, { n }) => total + n, 0));
        if (scores.length === 0) expect(weighted.score).toBeNull();
        else
          expect(weighted.score).toBeCloseTo(
            scores.reduce((total, score) => total + score, 0) / scores.length,
            9,
          );
      }),
    );
  });

  it('has a score that does not care how many of an account answered', () => {
    fc.assert(
      fc.property(fc.array(net, { minLength: 1 }), fc.integer({ min: 2, max: 1000 }), (accounts, times) => {
        const [{ n, sum, sumOfSquares } = none, ...others] = accounts;
        const giant = { n: n * times, sum: sum * times, sumOfSquares: sumOfSquares * times };
        const before = accountWeighted(npsOf(accounts), accounts);
        const after = accountWeighted(npsOf([giant, ...others]), [giant, ...others]);
        expect(after.clusters).toBe(before.clusters);
        expect(after.score ?? 0).toBeCloseTo(before.score ?? 0, 9);
      }),
    );
  });

  it('is clusterRobust where all accounts are of one size', () => {
    const sized = fc.array(
      fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 })).map(([detractors, promoters]) => ({
        n: 12,
        sum: promoters - detractors,
        sumOfSquares: promoters + detractors,
      })),
      { minLength: 2, maxLength: 10 },
    );
    fc.assert(
      fc.property(sized, (accounts) => {
        const voted = accountWeighted(npsOf(accounts), accounts);
        const robust = clusterRobust(npsOf(accounts), accounts);
        for (const name of ['score', 'low', 'high'] as const)
          expect(voted[name]).toBeCloseTo(robust[name] as number, 6);
      }),
    );
  });

  it('has the t interval of the means of a rating, a little wider', () => {
    const fives = { id: '1..5', min: 1, max: 5 };
    const each = [
      [0, 0, 2, 1, 1],
      [1, 2, 1, 0, 0],
      [0, 1, 1, 1, 1],
      [0, 0, 1, 1, 2],
    ].map((counts) => rating(histogram(fives, counts)));
    const all = rating(histogram(fives, [1, 3, 5, 3, 4]));
    const means = each.map(({ score }) => score ?? 0);
    const center = means.reduce((sum, mean) => sum + mean, 0) / 4;
    const squares = means.reduce((sum, mean) => sum + (mean - center) ** 2, 0);
    const { score, low, high } = accountWeighted(
      all,
      each.map(({ moments }) => moments),
    );
    expect(score).toBeCloseTo(center, 12);
    // scipy.stats.t.ppf(0.975, 3), and an error divided by m - 1 twice where the t test has m and m - 1.
    const half = 3.182446305284263 * Math.sqrt(squares / 9);
    expect(high).toBeCloseTo(Math.min(5, center + half), 9);
    expect(low).toBeCloseTo(Math.max(1, center - half), 9);
  });

  it('stays within the bounds of its metric', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 2, maxLength: 6 }), (accounts) => {
        const { score, low, high, clusters } = accountWeighted(csatOf(accounts), accounts);
        if (clusters < 2) return;
        for (const part of [score, low, high]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(100);
          expect(part).not.toBe(-0);
        }
        expect(low).toBeLessThan(high as number);
      }),
    );
  });

  it('is not surer than as many independent answers when all accounts agree', () => {
    const same = { n: 10, sum: 33, sumOfSquares: 111 };
    const all = rating(histogram({ id: '1..5', min: 1, max: 5 }, [0, 0, 1400, 600, 0]));
    const { low, high } = accountWeighted(all, Array(200).fill(same));
    expect((high ?? 0) - (low ?? 0)).toBeGreaterThan(0.99 * ((all.high ?? 0) - (all.low ?? 0)));
  });

  it('has a score and no interval of one account, and neither of none', () => {
    const one = { n: 4, sum: -2, sumOfSquares: 2 };
    expect(accountWeighted(npsOf([one]), [one])).toStrictEqual({
      metric: 'nps',
      scale: '0..10',
      n: 4,
      clusters: 1,
      score: -50,
      low: null,
      high: null,
      confidence: 0.95,
    });
    const nobody = { clusters: 0, n: 0, score: null, low: null, high: null };
    expect(accountWeighted(npsOf([one]), [])).toMatchObject(nobody);
    expect(accountWeighted(npsOf([]), [none])).toMatchObject(nobody);
  });

  it('refuses impossible moments, and those of other answers', () => {
    const promoters = npsOf([{ n: 3, sum: 3, sumOfSquares: 3 }]);
    expect(() => accountWeighted(promoters, [{ n: 1, sum: 2, sumOfSquares: 1 }])).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
    for (const other of [
      { n: 1, sum: 5, sumOfSquares: 25 },
      { n: 4, sum: 3, sumOfSquares: 3 },
      { n: 2, sum: -2, sumOfSquares: 2 },
    ])
      expect(() => accountWeighted(promoters, [other])).toThrow(
        expect.objectContaining({
          code: 'argument_invalid',
          message: expect.stringContaining('The accounts hold other answers than the estimate'),
        }),
      );
  });
});
