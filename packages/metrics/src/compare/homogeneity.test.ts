import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homogeneity } from './homogeneity.ts';
import { momentsOfList, none, shareCounts, worths } from './moments.fixture.ts';
import { pooledTest } from './pooled-test.ts';
import { shareMoments } from './share-moments.ts';

describe('homogeneity', () => {
  it("is Pearson's chi-squared of hits and misses, observed against expected", () => {
    fc.assert(
      fc.property(fc.array(shareCounts, { minLength: 2, maxLength: 12 }), (groups) => {
        const answers = groups.reduce((sum, { n }) => sum + n, 0);
        const share = groups.reduce((sum, { hits }) => sum + hits, 0) / answers;
        fc.pre(share > 0 && share < 1);
        let pearson = 0;
        for (const { hits, n } of groups)
          pearson +=
            (hits - n * share) ** 2 / (n * share) + (n - hits - n * (1 - share)) ** 2 / (n * (1 - share));
        const test = homogeneity(groups.map(shareMoments));
        expect(Math.abs((test?.statistic ?? Number.NaN) - pearson)).toBeLessThanOrEqual(1e-9 * (1 + pearson));
        expect(test?.df).toBe(groups.length - 1);
      }),
    );
  });

  it('of two groups is z^2 of the pooled test, times N / (N - 1)', () => {
    fc.assert(
      fc.property(worths, worths, (first, second) => {
        const [a, b] = [momentsOfList(first), momentsOfList(second)];
        const z = pooledTest(a, b)?.z ?? Number.NaN;
        const n = a.n + b.n;
        expect(homogeneity([a, b])?.statistic).toBeCloseTo((z ** 2 * n) / (n - 1), 8);
      }),
    );
  });

  it('does not depend on the order of the groups, and lies within its bounds', () => {
    fc.assert(
      fc.property(fc.array(worths, { minLength: 2, maxLength: 8 }), (lists) => {
        const groups = lists.map(momentsOfList);
        const test = homogeneity(groups);
        expect(test?.statistic).toBeCloseTo(homogeneity(groups.toReversed())?.statistic ?? Number.NaN, 8);
        expect(test?.statistic).toBeGreaterThanOrEqual(0);
        expect(test?.statistic).toBeLessThanOrEqual(lists.flat().length + 1e-9);
        expect(test?.p).toBeGreaterThanOrEqual(0);
        expect(test?.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves out groups without answers', () => {
    const [a, b] = [momentsOfList([1, 0, -1, -1]), momentsOfList([1, 1, 0])];
    expect(homogeneity([none, a, none, b])).toStrictEqual(homogeneity([a, b]));
  });

  it('is null when fewer than two groups have answers', () => {
    expect(homogeneity([])).toBeNull();
    expect(homogeneity([momentsOfList([1, 0]), none])).toBeNull();
  });

  it('sees nothing but chance in equal answers', () => {
    const equal = [momentsOfList([0.1, 0.1, 0.1]), momentsOfList([0.1]), momentsOfList([0.1, 0.1])];
    expect(homogeneity(equal)).toStrictEqual({ statistic: 0, df: 2, p: 1 });
  });

  it('refuses impossible moments', () => {
    expect(() => homogeneity([momentsOfList([1]), { n: 2, sum: 3, sumOfSquares: 3 }])).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message: expect.stringContaining('sum 3') }),
    );
  });
});
