import { describe, expect, it } from 'vitest';
import { type NetCounts, netMoments } from '../net.ts';
import { everySample, type Population, populations, probabilityOf } from '../populations.fixture.ts';
import { netDifference } from './net-difference.ts';
import { newcombe } from './newcombe.ts';
import { pooledTest } from './pooled-test.ts';

// Every outcome of 20 answers. Adding up probabilities instead of simulating leaves no error but that of the method.
const n = 20;
const outcomes = everySample(n);

interface Pair<T> {
  readonly first: NetCounts;
  readonly second: NetCounts;
  readonly made: T;
}

/** What is made of every pair of samples. */
function everyPair<T>(of: readonly NetCounts[], make: (first: NetCounts, second: NetCounts) => T): Pair<T>[] {
  return of.flatMap((first) => of.map((second) => ({ first, second, made: make(first, second) })));
}

/** How often something is so of two samples, one from each population. */
function rateOf<T>(
  pairs: readonly Pair<T>[],
  { from, to, isSo }: { from: Population; to: Population; isSo: (made: T) => boolean },
): number {
  const firsts = new Map(outcomes.map((counts) => [counts, probabilityOf(counts, from)]));
  const seconds = new Map(outcomes.map((counts) => [counts, probabilityOf(counts, to)]));
  let rate = 0;
  for (const { first, second, made } of pairs)
    if (isSo(made)) rate += (firsts.get(first) ?? 0) * (seconds.get(second) ?? 0);
  return rate;
}

function meanOf(rates: readonly number[]): number {
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

describe('pooledTest of 20 against 20 signs', () => {
  const tests = everyPair(
    outcomes,
    (first, second) => pooledTest(netMoments(first), netMoments(second))?.p ?? 2,
  );

  // The same sums in Python with numpy.
  it.each([
    ['balanced', 0.0479],
    ['typical', 0.0497],
    ['loved', 0.0289],
    ['hated', 0.0506],
    ['polarised', 0.0504],
    ['indifferent', 0.0428],
  ] as const)('has p <= 0.05 where nothing differs, %s, at a rate of %d', (name, rate) => {
    const of = populations[name];
    expect(rateOf(tests, { from: of, to: of, isSo: (p) => p <= 0.05 })).toBeCloseTo(rate, 4);
  });
});

describe('netDifference of 20 against 20 answers', () => {
  const intervals = everyPair(outcomes, (first, second) => netDifference(first, second));

  it('holds the true difference 95 times in 100 on average, and never less than 89', () => {
    const all = Object.values(populations);
    const rates = all.flatMap((from) =>
      all.map((to) => {
        const truth = to.promoters - to.detractors - (from.promoters - from.detractors);
        return rateOf(intervals, {
          from,
          to,
          isSo: (of) => of !== null && of.low <= truth && truth <= of.high,
        });
      }),
    );
    expect(meanOf(rates)).toBeCloseTo(0.9506, 4);
    expect(Math.min(...rates)).toBeCloseTo(0.8976, 4);
  });
});

describe('newcombe of 20 against 20 answers', () => {
  const hits = outcomes.filter(({ passives }) => passives === 0);
  const intervals = everyPair(hits, (first, second) =>
    newcombe({ hits: first.promoters, n }, { hits: second.promoters, n }),
  );

  it('holds the true difference 95 times in 100 on average, and never less than 92', () => {
    const shares = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);
    const rates = shares.flatMap((from) =>
      shares.map((to) =>
        rateOf(intervals, {
          from: { detractors: 1 - from, passives: 0, promoters: from },
          to: { detractors: 1 - to, passives: 0, promoters: to },
          // An end that is the truth on paper may be a speck of rounding short of it.
          isSo: (of) => of !== null && of.low <= to - from + 1e-12 && to - from <= of.high + 1e-12,
        }),
      ),
    );
    expect(meanOf(rates)).toBeCloseTo(0.9511, 4);
    expect(Math.min(...rates)).toBeCloseTo(0.9207, 4);
  });
});
