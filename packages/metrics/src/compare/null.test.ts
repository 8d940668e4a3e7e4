import { describe, expect, it } from 'vitest';
import type { Estimate } from '../estimate.ts';
import { histogram } from '../histogram.ts';
import type { Moments } from '../moments.ts';
import { populations, drawSigns as signs } from '../populations.fixture.ts';
import { normalDraw, seeded } from '../random.fixture.ts';
import { nps } from '../score/nps.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { holm } from './holm.ts';
import { homogeneity } from './homogeneity.ts';
import { hotspots } from './hotspots.ts';
import { momentsOfList } from './moments.fixture.ts';
import { netDifferenceOf } from './net-difference.ts';
import { twoSided } from './p-value.ts';
import { pooledTest } from './pooled-test.ts';
import { trend } from './trend.ts';
import { welch } from './welch.ts';

type Random = () => number;

function npsOfSigns({ n, sum, sumOfSquares }: Moments): Estimate {
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

/** The hits of n answers. */
function hits(random: Random, share: number, n: number): Moments {
  return signs(random, { detractors: 0, passives: 1 - share, promoters: share }, n);
}

/** Normal values of n answers. */
function values(random: Random, deviation: number, n: number): Moments {
  return momentsOfList(Array.from({ length: n }, () => deviation * normalDraw(random)));
}

/** The p-values of tests where nothing differs, each on answers of its own. */
function pValues(runs: number, test: (random: Random) => { p: number } | null): number[] {
  const random = seeded(1937);
  return Array.from({ length: runs }, () => test(random)?.p ?? Number.NaN);
}

function shareOf(list: readonly number[], isSo: (value: number) => boolean): number {
  return list.filter(isSo).length / list.length;
}

/** That a share observed in so many runs is the expected one, give or take four standard errors. */
function expectShare(observed: number, { expected, runs }: { expected: number; runs: number }): void {
  expect(Math.abs(observed - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / runs));
}

/** That one p-value in twenty is at most 0.05. */
function expectLevel(list: readonly number[]): void {
  expectShare(
    shareOf(list, (p) => p <= 0.05),
    { expected: 0.05, runs: list.length },
  );
}

/** The distance of Kolmogorov and Smirnov to p-values that are evenly spread over 0..1. */
function distanceToEven(list: readonly number[]): number {
  const sorted = list.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((p, index) => Math.max(p - index / sorted.length, (index + 1) / sorted.length - p)),
  );
}

/** The test that `pooledTest` is used instead of: each side has the variance of its own. */
function plainWald(a: Moments, b: Moments): { p: number } {
  const squaredError = ({ n, sum, sumOfSquares }: Moments) => (sumOfSquares / n - (sum / n) ** 2) / n;
  const apart = b.sum / b.n - a.sum / a.n;
  return { p: apart === 0 ? 1 : twoSided(apart / Math.sqrt(squaredError(a) + squaredError(b))) };
}

describe('when nothing differs, one p-value in twenty is at most 0.05:', () => {
  const sizes = [
    [20, 400],
    [50, 50],
  ] as const;
  const cases = Object.entries(populations).flatMap(([name, of]) =>
    sizes.map(([n, m]) => ({ name, of, n, m })),
  );

  it.each(cases)('pooledTest on $n against $m signs, $name', ({ of, n, m }) => {
    expectLevel(pValues(4000, (random) => pooledTest(signs(random, of, n), signs(random, of, m))));
  });

  it('a plain Wald test on 20 against 400 signs has more than two in twenty', () => {
    const list = pValues(4000, (random) =>
      plainWald(signs(random, populations.loved, 20), signs(random, populations.loved, 400)),
    );
    expect(shareOf(list, (p) => p <= 0.05)).toBeGreaterThan(0.1);
  });

  it.each([0.1, 0.5, 0.85])('pooledTest on 20 against 400 hits of a share of %d', (share) => {
    expectLevel(pValues(4000, (random) => pooledTest(hits(random, share, 20), hits(random, share, 400))));
  });

  it('welch on 10 values against 60 that scatter a third as much', () => {
    expectLevel(pValues(4000, (random) => welch(values(random, 3, 10), values(random, 1, 60))));
  });

  const groups = (random: Random) => [150, 20, 80, 40].map((n) => signs(random, populations.typical, n));

  it('homogeneity of four groups of signs', () => {
    expectLevel(pValues(4000, (random) => homogeneity(groups(random))));
  });

  it('trend over four groups of signs', () => {
    expectLevel(pValues(4000, (random) => trend(groups(random))));
  });
});

describe('when a small group is more divided than a large one with the same score,', () => {
  const runs = 4000;
  const random = seeded(1998);
  const samples = Array.from(
    { length: runs },
    () => [signs(random, populations.polarised, 20), signs(random, populations.indifferent, 400)] as const,
  );

  it('pooledTest finds them different', () => {
    expect(
      samples.filter(([few, many]) => (pooledTest(few, many)?.p ?? 1) <= 0.05).length / runs,
    ).toBeGreaterThan(0.4);
  });

  it('netDifference does not', () => {
    const intervals = samples.map(([few, many]) => netDifferenceOf(few, many, 1.959963984540054));
    expectShare(intervals.filter(({ low, high }) => low > 0 || high < 0).length / runs, {
      expected: 0.05,
      runs,
    });
  });
});

describe('when nothing differs, p-values are spread evenly over 0..1:', () => {
  const { typical } = populations;
  const groups = (random: Random) => [300, 150, 250, 200].map((n) => signs(random, typical, n));
  const tests = {
    pooledTest: (random: Random) => pooledTest(signs(random, typical, 300), signs(random, typical, 500)),
    welch: (random: Random) => welch(values(random, 2, 40), values(random, 1, 60)),
    homogeneity: (random: Random) => homogeneity(groups(random)),
    trend: (random: Random) => trend(groups(random)),
  };

  it.each(Object.entries(tests))('those of %s', (_, test) => {
    const runs = 2000;
    // Even ones are further away once in 1000 times.
    expect(distanceToEven(pValues(runs, test))).toBeLessThan(1.95 / Math.sqrt(runs));
  });
});

describe('among many tests', () => {
  const nulls = 30;
  const real = 10;
  const runs = 2000;

  /** 30 tests where nothing differs, then 10 where something does. */
  function family(random: Random): number[] {
    return Array.from({ length: nulls + real }, (_, index) =>
      twoSided(normalDraw(random) + (index < nulls ? 0 : 3)),
    );
  }

  it('benjaminiHochberg holds the share of false discoveries at q, times the share of nulls', () => {
    const random = seeded(1995);
    const q = 0.2;
    let falseShares = 0;
    for (let run = 0; run < runs; run++) {
      const found = benjaminiHochberg(family(random)).flatMap((p, index) => (p <= q ? [index] : []));
      if (found.length > 0) falseShares += shareOf(found, (index) => index < nulls);
    }
    // A share in 0..1 scatters less than a coin of the same mean.
    expectShare(falseShares / runs, { expected: (q * nulls) / (nulls + real), runs });
  });

  it('holm makes a false alarm in no more families than its level says', () => {
    const random = seeded(1979);
    let alarms = 0;
    for (let run = 0; run < runs; run++)
      if (holm(family(random)).some((p, index) => index < nulls && p <= 0.05)) alarms += 1;
    expect(alarms / runs).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / runs));
  });

  it('hotspots flags one of twelve equal segments in no more surveys than q says', () => {
    const random = seeded(2018);
    let alarms = 0;
    for (let run = 0; run < runs; run++) {
      const segments = Array.from({ length: 12 }, (_, index) => ({
        id: String(index),
        estimate: npsOfSigns(signs(random, populations.typical, 20 + 10 * index)),
      }));
      if (hotspots(segments, { minN: 0, minEffect: 0 }).some(({ flag }) => flag !== 'none')) alarms += 1;
    }
    expect(alarms / runs).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / runs));
  });
});
