import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoments, type Moments } from '../moments.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { hotspots } from './hotspots.ts';
import { momentsOfList, none, worths } from './moments.fixture.ts';
import { pooledTest } from './pooled-test.ts';

function segment(id: string, moments: Moments) {
  return { id, moments };
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

  it('turns the flags where lower is better', () => {
    expect(hotspots([high, low], { higherIsBetter: false }).map(({ flag }) => flag)).toStrictEqual([
      'hot',
      'bright',
    ]);
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

  it('states means in the unit of their scale', () => {
    const threes = segment('threes', momentsOfList([...Array(40).fill(3), 2, 4]));
    const fours = segment('fours', momentsOfList([...Array(40).fill(4), 3, 5]));
    const [row] = hotspots([threes, fours], { points: 1, minEffect: 0.5 });
    expect(row).toMatchObject({ score: 3, rest: 4, effect: -1, flag: 'hot' });
    expect(row?.z).toBe(hotspots([threes, fours])[0]?.z);
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

  it.each([
    { q: 0 },
    { q: 1 },
    { q: Number.NaN },
    { minN: -1 },
    { minEffect: Number.NaN },
    { points: 0, minEffect: 10 },
    { points: Number.POSITIVE_INFINITY, minEffect: 10 },
    { points: 1, minEffect: Number.NaN },
  ])('refuses %j', (options) => {
    const { q, minN, minEffect, points } = { q: 0.05, minN: 30, minEffect: 10, points: 100, ...options };
    expect(() => hotspots([high, low], options)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'Hot spots need q between 0 and 1, minN and minEffect from 0 up (minEffect without a default where points is ' +
          'not 100) and finite points above 0, but q is ' +
          `${q}, minN ${minN}, minEffect ${minEffect} and points ${points}.`,
      }),
    );
  });

  it('needs an effect to look for where scores are no points of a hundred', () => {
    expect(() => hotspots([high, low], { points: 1 })).toThrow('minEffect NaN and points 1.');
  });

  it('counts answers that resemble each other as fewer, and leaves the score', () => {
    const plain = hotspots([high, low]);
    const tripled = [high, low].map(({ id, moments: { n, sum, sumOfSquares } }) => ({
      id,
      moments: { n: 3 * n, sum: 3 * sum, sumOfSquares: 3 * sumOfSquares },
      designEffect: 3,
    }));
    for (const [index, row] of hotspots(tripled).entries()) {
      expect(row.n).toBe(3 * (plain[index]?.n ?? 0));
      expect(row.z).toBeCloseTo(plain[index]?.z ?? Number.NaN, 10);
      expect(row.effect).toBeCloseTo(plain[index]?.effect ?? Number.NaN, 10);
    }
  });

  it('tests no segment of which nothing tells what its answers are worth', () => {
    const [first, second] = hotspots([{ ...high, designEffect: null }, low]);
    expect(first).toMatchObject({ p: null, adjusted: null, flag: 'none' });
    expect(first?.score).not.toBeNull();
    expect(second).toMatchObject({ p: null, flag: 'none' });
  });
});
