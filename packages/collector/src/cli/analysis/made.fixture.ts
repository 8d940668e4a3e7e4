import type { ScoreRow, ScoreTable } from '@milepost/protocol';

/** A row of a table of scores; what is given replaces a part of it. */
export function buildRow(overrides: Partial<ScoreRow> = {}): ScoreRow {
  return {
    period: 'all',
    group: {},
    n: 412,
    score: 31.25,
    mean: 7.6,
    low: 24.14,
    high: 38.16,
    histogram: {},
    precision: 'normal',
    suppressed: null,
    partial: false,
    funnel: {
      shown: 900,
      started: 450,
      completed: 412,
      dismissed: 200,
      ignored: 278,
      open: 10,
      answerRate: 0.5,
      completionRate: 412 / 900,
      dismissRate: 2 / 9,
    },
    ...overrides,
  };
}

/** What k-anonymity makes of a row. */
export const keptBack = {
  n: null,
  score: null,
  mean: null,
  low: null,
  high: null,
  precision: 'counts_only',
  suppressed: 'k_anonymity',
  funnel: {
    shown: null,
    started: null,
    completed: null,
    dismissed: null,
    ignored: null,
    open: null,
    answerRate: null,
    completionRate: null,
    dismissRate: null,
  },
} satisfies Partial<ScoreRow>;

export function buildTable(overrides: Partial<ScoreTable> = {}): ScoreTable {
  return {
    metric: 'nps',
    scale: '0..10',
    from: '2026-09-01',
    to: '2026-12-01',
    interval: 'all',
    timezone: 'UTC',
    confidence: 0.95,
    method: 'adjusted-wald-3t',
    rows: [],
    notes: [],
    ...overrides,
  };
}
