import { expect, test } from 'vitest';
import { scoredOf } from './scored-row.ts';
import { buildRow, satisfied } from './table-row.fixture.ts';

test('enough answers show all', () => {
  const row = { ...buildRow({ counts: satisfied(30, 10), designEffect: 2 }) };
  expect(scoredOf(row)).toEqual({
    n: 40,
    score: 75,
    mean: 4,
    low: row.estimate.low,
    high: row.estimate.high,
    histogram: { 1: 10, 2: 0, 3: 0, 4: 0, 5: 30 },
    precision: 'normal',
    suppressed: null,
    designEffect: 2,
  });
});

test('few answers show counts alone', () => {
  expect(scoredOf(buildRow({ counts: satisfied(7, 2) }))).toEqual({
    n: 9,
    score: null,
    mean: null,
    low: null,
    high: null,
    histogram: { 1: 2, 2: 0, 3: 0, 4: 0, 5: 7 },
    precision: 'counts_only',
    suppressed: null,
  });
});

test('a suppressed row shows no number at all', () => {
  const shown = scoredOf(
    buildRow({
      counts: satisfied(30, 10),
      suppressed: 'k_anonymity',
      precision: 'counts_only',
      designEffect: 2,
    }),
  );
  expect(shown).toMatchObject({ n: null, precision: 'counts_only', suppressed: 'k_anonymity' });
  expect(JSON.stringify(shown)).not.toMatch(/:\d/);
  expect(Object.keys(shown.histogram)).toEqual(['1', '2', '3', '4', '5']);
});
