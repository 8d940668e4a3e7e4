import type { Estimate, Precision } from '@milepost/metrics';
import type { Change, Funnel } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import type { ReadingStore } from '../counts/reading-store.ts';
import { type DayRange, earlierRange, rangeOf } from '../days/day-range.ts';
import { questionIndex } from '../query/question-index.ts';
import { refuse } from '../query/refuse.ts';
import { unfitFaults } from '../query/unfit.ts';
import { changesOf } from './change.ts';
import { planOf, type TablePlan } from './plan.ts';
import { readRows } from './rows.ts';
import type { TableQuery } from './table-query.ts';

export type { TableQuery } from './table-query.ts';

/** What a question about scores is answered from. */
export interface Reading {
  store: ReadingStore;
  known: KnownProgram;
  /** Milliseconds since the epoch. */
  now: number;
  /** The key reads scores alone: rows of a segment are whole months. */
  wholeMonths: boolean;
}

export interface TableRow {
  period: string;
  group: Record<string, string>;
  /** With `designEffect` and `clusters` where accounts are known; never shown when `suppressed`. */
  estimate: Estimate;
  precision: Precision;
  suppressed: 'k_anonymity' | null;
  partial: boolean;
  funnel: Funnel;
  /** Of `compare`; undefined when it was not asked for. */
  change?: Change | null;
}

export interface Table {
  /** Null when the rows have several. */
  scale: string | null;
  /** Days since 1970-01-01, half-open. */
  range: DayRange;
  /** By period, then by group. */
  rows: TableRow[];
  notes: string[];
}

/**
 * The rows of a table of scores, each with its estimate, whether it may be shown, and its funnel.
 *
 * @throws ProblemError `query_invalid`, `scale_mixed`
 * @example
 * const { rows } = await readTable({ metric: 'nps', interval: 'month', by: ['touchpoint'], confidence: 0.95 }, reading);
 */
export async function readTable(query: TableQuery, reading: Reading): Promise<Table> {
  const index = questionIndex(reading.known, query);
  const plan = planOf(query, { reading, index });
  const unfit = unfitFaults(query, reading.known);
  if (unfit.length > 0) throw refuse(...unfit);
  const range = rangeOf(query, reading);
  const { rows, notes } = await readRows(plan, range);
  if (query.compare === undefined) return tableOf(plan, { range, rows: rows.map(({ row }) => row), notes });
  const earlier = earlierRange(range, query.interval);
  const before = earlier ? await readRows(plan, earlier) : { rows: [], notes: [] };
  const changes = changesOf(rows, { before: before.rows, earlier, query });
  return tableOf(plan, {
    range,
    rows: rows.map(({ row }, place) => ({ ...row, change: changes[place] ?? null })),
    notes: [...new Set([...notes, ...before.notes])],
  });
}

function tableOf(
  { index, query }: Pick<TablePlan, 'index' | 'query'>,
  { rows, ...table }: Omit<Table, 'scale'>,
): Table {
  const used = new Set(rows.map(({ estimate }) => estimate.scale));
  const asked = new Set(index.scales.map(({ id }) => id));
  const [scale = query.scale ?? null, other] = used.size > 0 ? used : asked;
  return { scale: other === undefined ? scale : null, rows, ...table };
}
