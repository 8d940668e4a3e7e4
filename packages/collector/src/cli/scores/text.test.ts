import { expect, test } from 'vitest';
import { buildRow, buildTable, keptBack } from '../analysis/made.fixture.ts';
import { scoresText } from './text.ts';

const change = { from: '2026-09', difference: 4.25, low: 0.3, high: 8.1, p: 0.034 };

test('rows, their course, and what is not shown or to be read with care', () => {
  const text = scoresText(
    buildTable({
      interval: 'month',
      notes: ['The answers had to be read.'],
      rows: [
        buildRow({ period: '2026-09', group: { plan: 'pro' }, change: null }),
        buildRow({ period: '2026-10', group: { plan: 'pro' }, score: 35.5, low: 28, high: 42, change }),
        buildRow({
          period: '2026-11',
          group: { plan: 'pro' },
          n: 12,
          precision: 'low',
          partial: true,
          score: -0.04,
          low: -20,
          high: 20.2,
          change: { from: '2026-10', difference: -35.54, low: -50, high: -20, p: 0.00001 },
        }),
        buildRow({ period: '2026-10', group: { plan: 'basic' }, ...keptBack }),
        buildRow({
          period: '2026-11',
          group: { plan: 'basic' },
          n: 7,
          score: null,
          low: null,
          high: null,
          precision: 'counts_only',
        }),
      ],
    }),
  );
  expect(text).toMatchInlineSnapshot(`
    "NPS (0..10), 2026-09-01 to 2026-11-30 (UTC)
    Intervals hold 95 %.

    plan   period      n  score  interval       -100                  100  completed  change
    pro    2026-09   412   31.3  [24.1, 38.2]   ···············├●┤·······     45.8 %
    pro    2026-10   412   35.5  [28.0, 42.0]   ···············├●┤·······     45.8 %  ▲ +4.3 [+0.3, +8.1] p 0.034
    pro    2026-11*   12   ~0.0  [-20.0, 20.2]  ··········├─●─┤··········     45.8 %  ▼ -35.5 [-50.0, -20.0] p <0.001
    basic  2026-10     ·      ·
    basic  2026-11     7      -                                               45.8 %

    plan   2026-09 to 2026-11  lowest to highest
    pro    ▇█▁                 0.0 to 35.5
    basic  ···

    · kept back: too few people (k-anonymity)
    - too few answers for a score
    ~ few answers: the score is not precise
    ▲ ▼ a change that is clear; △ ▽ one that may be chance

    * a period that is not whole
    Note: The answers had to be read.
    "
  `);
});

test('a change that may be chance has a hollow arrow', () => {
  const row = buildRow({ change: { ...change, p: 0.06 } });
  expect(scoresText(buildTable({ rows: [row] }))).toContain('△ +4.3 [+0.3, +8.1] p 0.060');
  expect(scoresText(buildTable({ rows: [row], confidence: 0.9 }))).toContain('▲ +4.3');
});

test('a rating is shown in values of its scale, also where the rows have several', () => {
  const row = buildRow({ score: 3.456, low: 3.2, high: 3.7, group: { scale: '1..5' } });
  const text = scoresText(buildTable({ metric: 'rating', method: 't', scale: null, rows: [row] }));
  expect(text).toContain('3.46  [3.20, 3.70]');
});

test('nobody has answered', () => {
  expect(scoresText(buildTable({ from: null, notes: ['x'] }))).toBe(
    'NPS (0..10), up to 2026-11-30 (UTC)\nIntervals hold 95 %.\n\nNo answers.\n\nNote: x\n',
  );
});

test('an overall score stands with its components, and one that is missing is told', () => {
  const component = { worst: 0, best: 100, weight: 100 / 3, low: 60, high: 80 };
  const nothing = { actual: null, weighted: null, low: null, high: null, n: 0 };
  const text = scoresText(
    buildTable({
      metric: 'cx',
      scale: null,
      rows: [
        buildRow({
          score: null,
          low: null,
          high: null,
          components: {
            nps: {
              ...component,
              actual: 31.25,
              worst: -100,
              weighted: 21.875,
              n: 412,
              low: 24.1,
              high: 38.2,
            },
            csat: { ...component, actual: 70, weighted: 23.33, n: 100 },
            ces: { ...component, ...nothing },
          },
        }),
      ],
    }),
  );
  expect(text).toMatchInlineSnapshot(`
    "CX, 2026-09-01 to 2026-11-30 (UTC)
    Intervals hold 95 %.

      n  score  completed
    412      -     45.8 %

    component    n  score  interval      weight  points
    NPS        412   31.3  [24.1, 38.2]    33.3    21.9
    CSAT       100   70.0  [60.0, 80.0]    33.3    23.3
    CES          0      -                  33.3       -

    - no score: a component of it is missing
    "
  `);
});
