import { describe, expect, test } from 'vitest';
import { buildRow, satisfied } from '../table/table-row.fixture.ts';
import { cohortRows } from './cohort-rows.ts';
import { vintageOf } from './vintage.ts';

const row = (vintage: string, period: string, more: object = {}) =>
  buildRow({ group: { vintage }, period, counts: satisfied(30, 10), ...more });
const asked = { segment: 'vintage', age: 'month' } as const;
const placed = (rows: { vintage: string; age: number }[]) => rows.map(({ vintage, age }) => [vintage, age]);

test.each([
  ['2026', 'year', 24_312],
  ['2026-Q1', 'quarter', 24_312],
  ['2026-Q4', 'quarter', 24_321],
  ['2026-01', 'month', 24_312],
  ['2026-12', 'month', 24_323],
])('%s is a vintage', (text, unit, month) => {
  expect(vintageOf(text)).toEqual({ unit, month });
});

test.each(['', '26', '2026-', '2026-1', '2026-00', '2026-13', '2026-Q5', '2026-W01', ' 2026', '2026-01-01'])(
  '"%s" is none',
  (text) => expect(vintageOf(text)).toBeNull(),
);

describe('vintage by age', () => {
  test('counts calendar periods since the vintage began', () => {
    const months = [row('2026-01', '2026-03'), row('2025-11', '2026-01'), row('2026-01', '2026-01')];
    const { rows, notes, tooLong } = cohortRows(months, asked);
    expect(placed(rows)).toEqual([
      ['2025-11', 2],
      ['2026-01', 0],
      ['2026-01', 2],
    ]);
    expect(rows[0]).toMatchObject({ n: 40, score: 75, suppressed: null, partial: false });
    expect([notes, tooLong]).toEqual([[], null]);
  });

  test('of months, by quarters and years', () => {
    const quarters = [row('2026-03', '2026-Q1'), row('2026-03', '2026-Q2'), row('2025-Q4', '2026-Q4')];
    expect(placed(cohortRows(quarters, { ...asked, age: 'quarter' }).rows)).toEqual([
      ['2025-Q4', 4],
      ['2026-03', 0],
      ['2026-03', 1],
    ]);
    expect(placed(cohortRows([row('2024', '2026')], { ...asked, age: 'year' }).rows)).toEqual([['2024', 2]]);
  });

  test('puts vintages in the order in which they began, whatever they are called', () => {
    const given = [row('2026-02', '2026-Q2'), row('2026-Q1', '2026-Q2'), row('2026-01', '2026-Q2')];
    expect(placed(cohortRows(given, { ...asked, age: 'quarter' }).rows)).toEqual([
      ['2026-01', 1],
      ['2026-Q1', 1],
      ['2026-02', 1],
    ]);
  });

  test('leaves out what is no vintage, and what is before it', () => {
    const given = [
      row('(other)', '2026-01'),
      row('early', '2026-01'),
      row('early', '2026-02'),
      row('2026-02', '2026-01'),
      row('2026-02', '2026-02'),
    ];
    const { rows, notes } = cohortRows(given, asked);
    expect(placed(rows)).toEqual([['2026-02', 0]]);
    expect(notes).toEqual([
      '2 values of vintage are left out: a vintage is a month such as 2026-01, a quarter such as 2026-Q1 or a year such as 2026.',
      '1 row is left out: answered before the vintage began, so that the age is negative.',
    ]);
  });

  test('keeps suppressed rows as such', () => {
    const { rows } = cohortRows([row('2026-01', '2026-01', { suppressed: 'k_anonymity' })], asked);
    expect(rows).toMatchObject([{ vintage: '2026-01', age: 0, n: null, suppressed: 'k_anonymity' }]);
  });

  test('has no age finer than the vintage', () => {
    expect(cohortRows([row('2026', '2026-03'), row('x', '2026-03')], asked).tooLong).toBe('2026');
    const { tooLong, rows, notes } = cohortRows([row('2026', '2026-03'), row('2026-01', '2026-03')], asked);
    expect(tooLong).toBeNull();
    expect(placed(rows)).toEqual([['2026-01', 2]]);
    expect(notes).toEqual([
      '1 vintage is left out: longer than a month, which age is counted in. Ask for a longer age.',
    ]);
  });
});
