import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimate } from '../estimate.ts';
import { histogram } from '../histogram.ts';
import { addMoments, type Moments } from '../moments.ts';
import { clusterRobust } from '../sample/cluster-robust.ts';
import { csat } from '../score/csat.ts';
import { effort } from '../score/effort.ts';
import { nps } from '../score/nps.ts';
import { rating } from '../score/rating.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { difference } from './difference.ts';
import { hotspots } from './hotspots.ts';
import { momentsOfList, none, worths } from './moments.fixture.ts';
import { pooledTest } from './pooled-test.ts';

const scale11 = { id: '0..10', min: 0, max: 10 };
const anybody = nps(histogram(scale11, Array(11).fill(1)));

/** A segment with these moments; its interval is not looked at. */
function segment(id: string, moments: Moments, told: Partial<Estimate> = {}) {
  return { id, moments, estimate: { ...anybody, moments, n: moments.n, low: null, high: null, ...told } };
}

/** So many answers of each kind. */
function signs(detractors: number, passives: number, promoters: number): Moments {
  return {
    n: detractors + passives + promoters,
    sum: promoters - detractors,
    sumOfSquares: promoters + detractors,
  };
}

/** At 20 and 0 points, far beyond chance. */
const high = segment('high', signs(400, 0, 600));
const low = segment('low', signs(500, 0, 500));

describe('hotspots', () => {
  it('tests each segment against the merged others, and adjusts for all of them', () => {
    const lists = fc.array(worths, { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(lists, (of) => {
        const segments = of.map((list, index) => segment(String(index), momentsOfList(list)));
        const rows = hotspots(segments);
        expect(rows.map(({ id, n }) => ({ id, n }))).toStrictEqual(
          segments.map(({ id, moments: { n } }) => ({ id, n })),
        );
        const adjusted = benjaminiHochberg(rows.map(({ p }) => p ?? 2));
        for (const [index, row] of rows.entries()) {
          const others = segments.filter(({ id }) => id !== row.id);
          const rest = others.map(({ moments }) => moments).reduce(addMoments);
          const test = pooledTest(rest, segments[index]?.moments ?? none);
          expect(row.rest).toBeCloseTo((100 * rest.sum) / rest.n, 8);
          expect(row.effect).toBeCloseTo((row.score ?? Number.NaN) - (row.rest ?? Number.NaN), 8);
          expect(row.z).toBeCloseTo(test?.z ?? Number.NaN, 8);
          expect(row.p).toBeCloseTo(test?.p ?? Number.NaN, 8);
          expect(row.adjusted).toBe(adjusted[index]);
          for (const number of Object.values(row)) expect(number).not.toBe(-0);
        }
      }),
    );
  });

  it('finds worse and better than the rest', () => {
    expect(hotspots([high, low]).map(({ flag }) => flag)).toStrictEqual(['bright', 'hot']);
  });

  it('turns the flags where effort is measured, and states means in the unit of their scale', () => {
    const scale = { id: '1..5:effort', min: 1, max: 5 };
    const easy = { id: 'easy', estimate: effort(histogram(scale, [60, 30, 10, 0, 0])) };
    const hard = { id: 'hard', estimate: effort(histogram(scale, [10, 20, 30, 30, 10])) };
    const rows = hotspots([easy, hard]);
    expect(rows.map(({ flag }) => flag)).toStrictEqual(['bright', 'hot']);
    expect(rows[0]).toMatchObject({
      score: 1.5,
      rest: 3.1,
      low: easy.estimate.low,
      high: easy.estimate.high,
    });
    expect(rows[0]?.effect).toBeCloseTo(-1.6, 12);
    const five = { id: '1..5', min: 1, max: 5 };
    const few = { id: 'few', estimate: rating(histogram(five, [60, 30, 10, 0, 0])) };
    const more = { id: 'more', estimate: rating(histogram(five, [52, 30, 10, 8, 0])) };
    expect(hotspots([few, more]).map(({ flag }) => flag)).toStrictEqual(['none', 'none']);
    expect(hotspots([few, more], { minEffect: 0.1, q: 0.2 }).map(({ flag }) => flag)).toStrictEqual([
      'hot',
      'bright',
    ]);
  });

  it('refuses segments that were not measured alike, and names both', () => {
    const satisfied = csat(histogram({ id: '1..5', min: 1, max: 5 }, [1, 2, 3, 4, 5]));
    expect(() => hotspots([high, { id: 'csat', estimate: satisfied }])).toThrow(
      expect.objectContaining({
        code: 'scale_mixed',
        message:
          'Only estimates of one metric, scale and method can be compared, but these are ' +
          'nps on scale "0..10" (adjusted-wald-3t) and csat on scale "1..5" (wilson).',
      }),
    );
  });

  it('flags from each threshold on, and not below it', () => {
    const flags = (options: object) => hotspots([high, low], options).map(({ flag }) => flag);
    const { adjusted } = hotspots([high, low])[0] ?? {};
    expect(flags({ minN: 1000, minEffect: 20, q: adjusted })).toStrictEqual(['bright', 'hot']);
    expect(flags({ minN: 1001 })).toStrictEqual(['none', 'none']);
    expect(flags({ minEffect: 20.000001 })).toStrictEqual(['none', 'none']);
    expect(flags({ q: (adjusted ?? 0) * 0.999999 })).toStrictEqual(['none', 'none']);
  });

  it('needs 30 answers and 10 points unless told otherwise', () => {
    const rest = segment('rest', signs(0, 100_000, 0));
    const flagOf = (moments: Moments) => hotspots([rest, segment('own', moments)])[1]?.flag;
    expect(flagOf(signs(0, 0, 29))).toBe('none');
    expect(flagOf(signs(0, 0, 30))).toBe('bright');
    expect(flagOf(signs(0, 9001, 999))).toBe('none');
    expect(flagOf(signs(0, 9000, 1000))).toBe('bright');
  });

  it('counts an effect of exactly 10 points as one, whatever the shares round to', () => {
    for (let n = 30; n <= 60; n++)
      for (let hits = 0; hits <= n; hits++) {
        const own = segment('own', { n: 10 * n, sum: 10 * hits + n, sumOfSquares: 10 * hits + n });
        const rest = segment('rest', { n, sum: hits, sumOfSquares: hits });
        if (10 * hits <= 9 * n) expect(hotspots([own, rest])[0]?.effect).toBe(10);
      }
  });

  it('has the family that is shown: dull segments make the others less sure, however small', () => {
    const dull = Array.from({ length: 10 }, (_, index) => segment(`dull ${index}`, signs(1, 2, 1)));
    const [alone] = hotspots([high, low]);
    const [among] = hotspots([high, low, ...dull]);
    expect(among?.adjusted).toBeGreaterThan(alone?.adjusted ?? 1);
  });

  it('leaves segments without answers out of the family', () => {
    const [first, empty, second] = hotspots([high, segment('empty', none), low]);
    expect([first, second]).toStrictEqual(hotspots([high, low]));
    expect(empty).toStrictEqual({
      id: 'empty',
      n: 0,
      score: null,
      low: null,
      high: null,
      rest: 10,
      effect: null,
      z: null,
      p: null,
      adjusted: null,
      flag: 'none',
    });
  });

  it('has nothing to hold a segment without a rest against', () => {
    const alone = {
      id: 'high',
      n: 1000,
      score: 20,
      low: null,
      high: null,
      rest: null,
      effect: null,
      z: null,
      p: null,
      adjusted: null,
    };
    expect(hotspots([high])).toStrictEqual([{ ...alone, flag: 'none' }]);
    expect(hotspots([high, segment('empty', none)])[0]).toStrictEqual({ ...alone, flag: 'none' });
    expect(hotspots([])).toStrictEqual([]);
  });

  it('sees nothing but chance when all answers are equal', () => {
    const equal = ['a', 'b'].map((id) => segment(id, signs(0, 0, 50)));
    for (const row of hotspots(equal, { minEffect: 0 }))
      expect(row).toMatchObject({ effect: 0, z: 0, p: 1, adjusted: 1, flag: 'none' });
  });

  // The airport survey of 2018 by boarding area, with z, p and adjusted p computed in Python. How the squares fall to
  // the areas does not matter, only their sum: 447 detractors and 1268 promoters.
  it.each([
    ['A', -4.521573680353467, 6.138158679386961e-6, 4.2967110755708726e-5, 'hot'],
    ['B', 0.4817315110465394, 0.6299966881523448, 0.6299966881523448, 'none'],
    ['C', -0.767894202336794, 0.4425500421080688, 0.5480959144915946, 'none'],
    ['D', 2.459580684996638, 0.013909942706301793, 0.03245653298137085, 'bright'],
    ['E', 3.4749731601698346, 0.0005109044664173982, 0.0017881656324608935, 'bright'],
    ['F', 1.4443785794357094, 0.14863251279668285, 0.260106897394195, 'none'],
    ['G', -0.7228102028237873, 0.4697964981356525, 0.5480959144915946, 'none'],
  ])('finds boarding area %s where it is', (id, z, p, adjusted, flag) => {
    const areas = [
      segment('A', { n: 661, sum: 130, sumOfSquares: 428 }),
      segment('B', { n: 238, sum: 79, sumOfSquares: 155 }),
      segment('C', { n: 189, sum: 51, sumOfSquares: 123 }),
      segment('D', { n: 495, sum: 190, sumOfSquares: 320 }),
      segment('E', { n: 157, sum: 80, sumOfSquares: 102 }),
      segment('F', { n: 407, sum: 146, sumOfSquares: 264 }),
      segment('G', { n: 503, sum: 145, sumOfSquares: 323 }),
    ];
    const row = hotspots(areas, { minEffect: 0 }).find((area) => area.id === id);
    expect(row?.z).toBeCloseTo(z, 10);
    expect(row?.p).toBeCloseTo(p, 10);
    expect(row?.adjusted).toBeCloseTo(adjusted, 10);
    expect(row?.flag).toBe(flag);
  });

  it('refuses impossible moments', () => {
    expect(() => hotspots([high, segment('own', { n: 2, sum: 3, sumOfSquares: 3 })])).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message: expect.stringContaining('sum 3') }),
    );
  });

  it.each([{ q: 0 }, { q: 1 }, { q: Number.NaN }, { minN: -1 }, { minEffect: Number.NaN }])(
    'refuses %j',
    (options) => {
      const { q, minN, minEffect } = { q: 0.05, minN: 30, minEffect: 10, ...options };
      expect(() => hotspots([high, low], options)).toThrow(
        expect.objectContaining({
          code: 'argument_invalid',
          message: `Hot spots need q between 0 and 1, and minN and minEffect from 0 up, but q is ${q}, minN ${minN} and minEffect ${minEffect}.`,
        }),
      );
    },
  );

  it('counts answers that resemble each other as fewer, and leaves the score', () => {
    const plain = hotspots([high, low]);
    const tripled = [high, low].map(({ id, moments: { n, sum, sumOfSquares } }) =>
      segment(id, { n: 3 * n, sum: 3 * sum, sumOfSquares: 3 * sumOfSquares }, { designEffect: 3 }),
    );
    for (const [index, row] of hotspots(tripled).entries()) {
      expect(row.n).toBe(3 * (plain[index]?.n ?? 0));
      expect(row.z).toBeCloseTo(plain[index]?.z ?? Number.NaN, 10);
      expect(row.effect).toBeCloseTo(plain[index]?.effect ?? Number.NaN, 10);
    }
  });

  it('has the p of difference for two segments, with the degrees of freedom that accounts leave', () => {
    const few = segment('few', signs(60, 0, 40), { designEffect: 4, degreesOfFreedom: 5 });
    const more = segment('more', signs(100, 100, 300), { designEffect: 2, degreesOfFreedom: 30 });
    const { statistic, p } = difference(more.estimate, few.estimate);
    const [row] = hotspots([few, more]);
    expect(row?.z).toBeCloseTo(statistic ?? Number.NaN, 10);
    expect(row?.p).toBeCloseTo(p ?? Number.NaN, 10);
    const [surer] = hotspots([
      segment('few', few.moments, { designEffect: 4 }),
      segment('more', more.moments, { designEffect: 2 }),
    ]);
    expect(surer?.p).toBeLessThan((row?.p ?? 0) / 2);
  });

  it('merges the others with what each of them is worth', () => {
    // 100 independent answers and 300 that are worth 10: together 400^2 / (100 + 300 * 30).
    const rest = [
      segment('a', signs(25, 50, 25)),
      segment('b', signs(75, 150, 75), { designEffect: 30, degreesOfFreedom: 4 }),
    ];
    const own = segment('own', signs(120, 60, 20), { designEffect: 2, degreesOfFreedom: 20 });
    const together = segment('rest', signs(100, 200, 100), {
      designEffect: 9100 / 400,
      degreesOfFreedom: (4 * 9100 ** 2) / 9000 ** 2,
    });
    const merged = hotspots([own, together])[0];
    const row = hotspots([own, ...rest])[0];
    expect(row?.z).toBeCloseTo(merged?.z ?? Number.NaN, 10);
    // The independent ones have errors, too, and no end of degrees of freedom.
    expect(row?.p).toBeCloseTo(merged?.p ?? Number.NaN, 10);
  });

  it('does not call ten accounts of one mind each hot, six against four', () => {
    const accounts = Array.from({ length: 10 }, (_, at) => ({
      n: 40,
      sum: at < 6 ? -40 : 40,
      sumOfSquares: 40,
    }));
    const large = nps(histogram(scale11, [240, 0, 0, 0, 0, 0, 0, 0, 0, 0, 160]));
    const free = segment('free', signs(750, 750, 1500));
    expect(hotspots([{ id: 'large', estimate: large }, free])[0]?.flag).toBe('hot');
    const [row] = hotspots([{ id: 'large', estimate: clusterRobust(large, accounts) }, free]);
    expect(row).toMatchObject({ effect: -45, flag: 'none' });
    expect(row?.adjusted).toBeGreaterThan(0.1);
  });

  it('lets a segment of which nothing tells count as one answer of the rest', () => {
    const known = [high, low];
    const unknown = segment('unknown', signs(0, 0, 1000), { designEffect: null });
    const one = segment('unknown', unknown.moments, { designEffect: 1000, degreesOfFreedom: 1 });
    const [row] = hotspots([...known, unknown]);
    expect(row?.p).toBeCloseTo(hotspots([...known, one])[0]?.p ?? Number.NaN, 10);
    expect(row?.p).toBeGreaterThan(hotspots(known)[0]?.p ?? 1);
  });

  it('tests no segment of which nothing tells what its answers are worth', () => {
    const [first, second] = hotspots([segment('high', high.moments, { designEffect: null }), low]);
    expect(first).toMatchObject({ p: null, adjusted: null, flag: 'none' });
    expect(first?.score).not.toBeNull();
    expect(second).toMatchObject({ p: null, flag: 'none' });
  });
});
