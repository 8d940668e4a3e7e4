import { precision } from '@milepost/metrics';
import { byAccounts } from '../clusters/by-accounts.ts';
import { funnelOf } from '../counts/funnel.ts';
import { type DayRange, todayOf } from '../days/day-range.ts';
import type { Period } from '../days/period.ts';
import { hiddenOf } from '../privacy/hidden-of.ts';
import { addUp } from './add-up.ts';
import type { TablePlan } from './plan.ts';
import { rowEstimate } from './row-estimate.ts';
import type { TableRow } from './table.ts';

/** A row, and where it stands. */
export interface ReadRow {
  row: TableRow;
  period: Period;
  labels: readonly string[];
}

/** The rows of a range, by period and group, without their changes. */
export async function readRows(
  plan: TablePlan,
  range: DayRange,
): Promise<{ rows: ReadRow[]; notes: string[] }> {
  const { query, reading } = plan;
  const { known } = reading;
  const added = await addUp(plan, range);
  const { sums } = added;
  const rows = sums.all().filter(({ n, funnel }) => n > 0 || (funnel[0] ?? 0) > 0);
  const hidden = await hiddenOf(plan, { range, ...added });
  const made = await byAccounts(rows, {
    plan,
    range,
    estimates: rows.map((row) => rowEstimate(row, query.confidence)),
  });
  const today = todayOf(reading);
  const read = rows.map((sum, place): ReadRow => {
    const { estimate, votes } = made.rows[place] ?? {
      estimate: rowEstimate(sum, query.confidence),
      votes: null,
    };
    const suppressed = hidden.has(sum) ? 'k_anonymity' : null;
    const level = precision(Math.min(estimate.n, votes ?? estimate.n), known.program.precision);
    return {
      period: sum.period,
      labels: sum.labels,
      row: {
        period: sum.period.name,
        group: Object.fromEntries(query.by.map((name, at) => [name, sum.labels[at] ?? ''])),
        estimate,
        precision: suppressed ? 'counts_only' : level,
        suppressed,
        partial: isPartial(sum.period, { range, today }),
        funnel: funnelOf(sum.funnel, sum.open),
      },
    };
  });
  const notes = [...crossNotes(plan), ...made.notes, ...hiddenNotes(hidden.size, known.program.privacy.k)];
  return { rows: read.sort(inOrder), notes };
}

/** The range cuts it short, or it is not over. Everything there is never is. */
export function isPartial(
  { name, start, end }: Period,
  { range, today }: { range: DayRange; today: number },
): boolean {
  if (name === 'all') return false;
  const isCut = (range.from !== null && start < range.from) || end > range.to;
  return isCut || (start <= today && today < end);
}

/** By period, then by group. */
export function inOrder(
  a: Pick<ReadRow, 'period' | 'labels'>,
  b: Pick<ReadRow, 'period' | 'labels'>,
): number {
  if (a.period.name !== b.period.name) return a.period.name < b.period.name ? -1 : 1;
  const place = a.labels.findIndex((label, at) => label !== b.labels[at]);
  return place < 0 ? 0 : (a.labels[place] ?? '') < (b.labels[place] ?? '') ? -1 : 1;
}

export function crossNotes({ asked: { dimensions } }: Pick<TablePlan, 'asked'>): string[] {
  if (dimensions.length < 2) return [];
  const names = dimensions.map(({ dimension }) => `"${dimension}"`);
  return [
    `Counts are kept by one segment at a time, so the responses themselves were read for ${names.slice(0, -1).join(', ')} and ${names.at(-1)} together.`,
  ];
}

export function hiddenNotes(hidden: number, k: number): string[] {
  if (hidden === 0) return [];
  return [
    `Rows of fewer than ${k} people are suppressed (privacy.k), and with them those that would tell them by subtraction.`,
  ];
}
