import { benjaminiHochberg, difference, pooledTest } from '@milepost/metrics';
import { describe, expect, test } from 'vitest';
import { buildRow, satisfied } from '../table/table-row.fixture.ts';
import { hotspotRows } from './hotspot-rows.ts';

const limits = { q: 0.05, minN: 30, minEffect: 10 };
const plan = (name: string, hits: number, misses: number, more: object = {}) =>
  buildRow({ group: { plan: name }, counts: satisfied(hits, misses), ...more });
const names = (rows: { group: Record<string, string> }[]) => rows.map(({ group }) => group['plan']);

describe('a row against the rest', () => {
  const free = plan('free', 90, 110);
  const paid = plan('paid', 160, 40);
  const trial = plan('trial', 7, 5);

  test('is tested, adjusted for all rows, flagged and sorted: hot ones first, the worst of each first', () => {
    const rows = hotspotRows([paid, trial, free], null, limits);
    expect(names(rows)).toEqual(['free', 'trial', 'paid']);
    expect(rows.map(({ flag }) => flag)).toEqual(['hot', 'none', 'bright']);
    // 167 of 212 others.
    expect(rows[0]?.rest).toBeCloseTo((100 * 167) / 212, 12);
    expect(rows[0]?.effect).toBeCloseTo(45 - (100 * 167) / 212, 12);
    const rest = { n: 212, sum: 167, sumOfSquares: 167 };
    const p = pooledTest(rest, free.estimate.moments)?.p;
    expect(rows[0]?.p).toBeCloseTo(p ?? 1, 15);
    const family = [rows[0], rows[1], rows[2]].map((row) => row?.p ?? 1);
    expect(rows.map(({ adjusted }) => adjusted)).toEqual(benjaminiHochberg(family));
    expect(rows.map(({ change }) => change)).toEqual([null, null, null]);
  });

  test('needs enough answers and effect for its flag', () => {
    const flags = (given: object) =>
      hotspotRows([free, paid], null, { ...limits, ...given }).map(({ flag }) => flag);
    expect(flags({})).toEqual(['hot', 'bright']);
    expect(flags({ minN: 201 })).toEqual(['none', 'none']);
    expect(flags({ minN: 200, minEffect: 35 })).toEqual(['hot', 'bright']);
    expect(flags({ minEffect: 35.1 })).toEqual(['none', 'none']);
    expect(flags({ q: 1e-13 })).toEqual(['none', 'none']);
  });

  test('that is of few answers is part of the rest, and of no test', () => {
    const few = plan('few', 0, 9);
    const [first, second, last] = hotspotRows([few, free, paid], null, limits);
    expect(last).toMatchObject({
      group: { plan: 'few' },
      n: 9,
      score: null,
      rest: null,
      effect: null,
      p: null,
      adjusted: null,
      flag: 'none',
    });
    expect(first?.rest).toBeCloseTo((100 * 160) / 209, 12);
    expect(first?.adjusted).toBe(Math.max(first?.p ?? 1, Math.min(1, 2 * (first?.p ?? 1), second?.p ?? 1)));
  });

  test('that is suppressed is in no rest, and shows nothing', () => {
    const hidden = plan('hidden', 0, 60, { suppressed: 'k_anonymity' });
    const rows = hotspotRows([hidden, free, paid], null, limits);
    expect(rows[0]?.rest).toBe(80);
    expect(names(rows)).toEqual(['free', 'paid', 'hidden']);
    expect(rows[2]).toMatchObject({ n: null, rest: null, effect: null, suppressed: 'k_anonymity' });
  });

  test('is alone with itself', () => {
    expect(hotspotRows([free], null, limits)).toMatchObject([
      { score: 45, rest: null, effect: null, p: null, adjusted: null, flag: 'none' },
    ]);
    expect(hotspotRows([], null, limits)).toEqual([]);
  });

  test('with more effort is the worse one', () => {
    const effort = (name: string, counts: number[]) =>
      buildRow({ metric: 'ces', scale: 'effort', group: { plan: name }, counts });
    const rows = hotspotRows([effort('easy', [60, 20, 0, 0, 0]), effort('hard', [0, 0, 0, 20, 60])], null, {
      ...limits,
      minEffect: 0.4,
    });
    expect(names(rows)).toEqual(['hard', 'easy']);
    expect(rows.map(({ flag }) => flag)).toEqual(['hot', 'bright']);
    const many = [
      effort('middle', [0, 60, 20, 0, 0]),
      effort('easy', [60, 20, 0, 0, 0]),
      effort('hardest', [0, 0, 0, 5, 75]),
      effort('hard', [0, 0, 0, 20, 60]),
      effort('easier', [70, 10, 0, 0, 0]),
    ];
    // The worst of each flag first, which is the one of the greatest effort.
    const sorted = hotspotRows(many, null, { ...limits, minEffect: 0.4 });
    expect(names(sorted)).toEqual(['hardest', 'hard', 'middle', 'easy', 'easier']);
    const unflagged = hotspotRows(many, null, { ...limits, minN: 1_000 });
    expect(names(unflagged)).toEqual(['hardest', 'hard', 'middle', 'easy', 'easier']);
  });
});

describe('a row against its past', () => {
  const span = '2026-08-01/2026-10-01';
  const now = [plan('free', 60, 140), plan('paid', 160, 40), plan('new', 50, 50)];
  const then = [plan('free', 120, 80), plan('paid', 156, 44), plan('gone', 50, 50)];

  test('is tested and adjusted as a family of its own', () => {
    const rows = hotspotRows(now, { span, rows: then }, limits);
    const of = (name: string) => rows.find(({ group }) => group['plan'] === name);
    const [free, paid] = now.map((row, at) => difference(then[at]?.estimate ?? row.estimate, row.estimate));
    const family = benjaminiHochberg([free?.p ?? 1, paid?.p ?? 1]);
    expect(of('free')?.change).toEqual({
      from: span,
      difference: -30,
      low: free?.low,
      high: free?.high,
      p: free?.p,
      adjusted: family[0],
      flag: 'hot',
    });
    expect(of('paid')?.change).toMatchObject({ difference: 2, adjusted: family[1], flag: 'none' });
    expect(of('new')?.change).toBeNull();
  });

  test('needs enough answers on both sides for its flag', () => {
    const before = [plan('free', 29, 0)];
    const flagWith = (minN: number) =>
      hotspotRows([plan('free', 60, 140)], { span, rows: before }, { ...limits, minN })[0]?.change?.flag;
    expect(flagWith(29)).toBe('hot');
    expect(flagWith(30)).toBe('none');
  });

  test('is compared with nothing that is suppressed or of few answers', () => {
    const sides = [plan('free', 60, 140, { suppressed: 'k_anonymity' }), plan('free', 5, 4)];
    for (const side of sides) {
      expect(hotspotRows([plan('free', 60, 140)], { span, rows: [side] }, limits)[0]?.change).toBeNull();
      expect(hotspotRows([side], { span, rows: [plan('free', 60, 140)] }, limits)[0]?.change).toBeNull();
    }
  });
});
