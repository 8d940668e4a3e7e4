import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { tInterval } from '../interval/t-interval.ts';
import { csat } from '../score/csat.ts';
import { nps } from '../score/nps.ts';
import { rating } from '../score/rating.ts';
import { accountWeighted } from './account-weighted.ts';

const five = { id: '1..5', min: 1, max: 5 };
const anyNps = nps(histogram({ id: '0..10', min: 0, max: 10 }, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
const anyCsat = csat(histogram(five, [1, 0, 0, 0, 1]));
const anyRating = rating(histogram(five, [1, 0, 0, 0, 1]));

const net = fc
  .record({ detractors: fc.nat({ max: 30 }), passives: fc.nat({ max: 30 }), promoters: fc.nat({ max: 30 }) })
  .map(({ detractors, passives, promoters }) => ({
    n: detractors + passives + promoters,
    sum: promoters - detractors,
    sumOfSquares: promoters + detractors,
  }));

describe('accountWeighted', () => {
  it('is the mean of the scores of the accounts that answered', () => {
    fc.assert(
      fc.property(fc.array(net, { minLength: 1 }), (accounts) => {
        const scores = accounts.filter(({ n }) => n > 0).map(({ n, sum }) => (100 * sum) / n);
        const weighted = accountWeighted(anyNps, accounts);
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

  it('does not care how many of an account answered', () => {
    fc.assert(
      fc.property(fc.array(net, { minLength: 1 }), fc.integer({ min: 2, max: 1000 }), (accounts, times) => {
        const [first, ...others] = accounts;
        const { n, sum, sumOfSquares } = first ?? { n: 0, sum: 0, sumOfSquares: 0 };
        const giant = { n: n * times, sum: sum * times, sumOfSquares: sumOfSquares * times };
        const before = accountWeighted(anyNps, accounts);
        const after = accountWeighted(anyNps, [giant, ...others]);
        for (const name of ['clusters', 'score', 'low', 'high'] as const)
          expect(after[name]).toBe(before[name]);
      }),
    );
  });

  it('has an adjusted interval for a net score: t for z, accounts for answers', () => {
    const accounts = [0.5, 0.25, -0.5, 1].map((vote) => ({ n: 4, sum: 4 * vote, sumOfSquares: 4 }));
    const { low, high } = accountWeighted(anyNps, accounts);
    // scipy.stats.t.ppf(0.975, 3)
    const critical = 3.182446305284263;
    const center = 1.25 / 7;
    const half = critical * Math.sqrt(((1.5625 + 1.5) / 7 - center ** 2) / 7);
    expect(low).toBeCloseTo(100 * (center - half), 9);
    expect(high).toBeCloseTo(100 * (center + half), 9);
  });

  it('treats a share like a net score that was moved and halved', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), { minLength: 2 }), (of) => {
        const shares = of.map(([hits, misses]) => ({ n: hits + misses, sum: hits, sumOfSquares: hits }));
        const nets = of.map(([hits, misses]) => ({
          n: hits + misses,
          sum: hits - misses,
          sumOfSquares: hits + misses,
        }));
        const share = accountWeighted(anyCsat, shares);
        const moved = accountWeighted(anyNps, nets);
        for (const name of ['score', 'low', 'high'] as const)
          if (moved[name] === null) expect(share[name]).toBeNull();
          else expect(share[name]).toBeCloseTo(50 + (moved[name] as number) / 2, 8);
      }),
    );
  });

  it('has the t interval of the means of a rating', () => {
    const means = [2.5, 3, 4.25, 3.5, 3];
    const accounts = means.map((mean) => ({ n: 4, sum: 4 * mean, sumOfSquares: 4 * mean ** 2 + 3 }));
    const squares = means.reduce((sum, mean) => sum + mean ** 2, 0);
    const expected = tInterval({ n: 5, sum: 16.25, sumOfSquares: squares });
    const { score, low, high } = accountWeighted(anyRating, accounts);
    expect(score).toBe(3.25);
    expect(low).toBeCloseTo(expected?.low ?? Number.NaN, 9);
    expect(high).toBeCloseTo(expected?.high ?? Number.NaN, 9);
  });

  it('stays within the bounds of its metric', () => {
    fc.assert(
      fc.property(fc.array(net, { minLength: 2, maxLength: 6 }), (accounts) => {
        const { score, low, high, clusters } = accountWeighted(anyNps, accounts);
        if (clusters < 2) return;
        for (const part of [score, low, high]) {
          expect(Math.abs(part as number)).toBeLessThanOrEqual(100);
          expect(part).not.toBe(-0);
        }
      }),
    );
  });

  it('has a score and no interval of one account, and neither of none', () => {
    const one = { n: 4, sum: -2, sumOfSquares: 2 };
    expect(accountWeighted(anyNps, [one])).toStrictEqual({
      metric: 'nps',
      scale: '0..10',
      n: 4,
      clusters: 1,
      score: -50,
      low: null,
      high: null,
      confidence: 0.95,
    });
    expect(accountWeighted(anyNps, [])).toMatchObject({
      clusters: 0,
      n: 0,
      score: null,
      low: null,
      high: null,
    });
  });

  it('refuses impossible moments', () => {
    expect(() => accountWeighted(anyNps, [{ n: 1, sum: 2, sumOfSquares: 1 }])).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });
});
