import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { tableCsv } from './table-csv.ts';

const read = (text: string) => parse(text, { bom: true, relax_column_count: false }) as string[][];

test('what is nested has a column of its own, and rows may lack some', () => {
  const text = tableCsv([
    { period: '2026-10', group: { plan: 'pro' }, n: 3, score: null, histogram: { '0': 1, '10': 2 } },
    {
      period: '2026-11',
      group: {},
      n: 0.5,
      change: { from: '2026-10', p: 1e-7 },
      reasons: ['a', 'b'],
      none: [],
    },
  ]);
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(read(text)).toEqual([
    [
      'period',
      'group.plan',
      'n',
      'score',
      'histogram.0',
      'histogram.10',
      'change.from',
      'change.p',
      'reasons',
    ],
    ['2026-10', 'pro', '3', '', '1', '2', '', '', ''],
    ['2026-11', '', '0.5', '', '', '', '2026-10', '1e-7', 'a;b'],
  ]);
});

test('no rows leave the columns that are always there', () => {
  expect(read(tableCsv([], ['period', 'n']))).toEqual([['period', 'n']]);
});

test('what a spreadsheet would compute is text, negative numbers are numbers', () => {
  const text = tableCsv([{ group: { '=1+1': '=HYPERLINK("https://evil.example")' }, score: -4 }]);
  expect(read(text)).toEqual([
    ['group.=1+1', 'score'],
    [`'=HYPERLINK("https://evil.example")`, '-4'],
  ]);
  expect(read(tableCsv([{ '=1+1': '@x' }]))).toEqual([[`'=1+1`], [`'@x`]]);
});
