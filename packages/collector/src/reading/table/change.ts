import { difference } from '@milepost/metrics';
import type { Change } from '@milepost/protocol';
import { type DayRange, rangeName } from '../days/day-range.ts';
import { periodAt } from '../days/period.ts';
import type { ReadRow } from './rows.ts';
import type { TableQuery, TableRow } from './table.ts';

/** Of each row against the one before it, in their order; null where one of them has no score to be told. */
export function changesOf(
  rows: readonly ReadRow[],
  { before, earlier, query }: { before: readonly ReadRow[]; earlier: DayRange | null; query: TableQuery },
): (Change | null)[] {
  const { interval, confidence } = query;
  const keyOf = (period: string, labels: readonly string[]) => JSON.stringify([period, ...labels]);
  const isAll = interval === 'all';
  const known = new Map(
    (isAll ? before : [...before, ...rows]).map((each) => [keyOf(each.row.period, each.labels), each.row]),
  );
  return rows.map(({ row, period, labels }) => {
    const previous = isAll ? 'all' : periodAt(period.start - 1, interval).name;
    const other = known.get(keyOf(previous, labels));
    if (!other || !isTold(row) || !isTold(other)) return null;
    const { method, scale, top } = row.estimate;
    // A question that was reworded into another scale is not continued.
    if (other.estimate.method !== method || other.estimate.scale !== scale || other.estimate.top !== top)
      return null;
    const { difference: by, low, high, p } = difference(other.estimate, row.estimate, { confidence });
    const from =
      isAll && earlier?.from != null ? rangeName({ from: earlier.from, to: earlier.to }) : previous;
    return { from, difference: by, low, high, p };
  });
}

function isTold({ suppressed, precision, estimate }: TableRow): boolean {
  return suppressed === null && precision !== 'counts_only' && estimate.score !== null;
}
