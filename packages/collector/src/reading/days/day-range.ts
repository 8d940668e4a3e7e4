import type { Interval } from '@milepost/protocol';
import { dateOf, dayNumber, firstDayOf, localDays, monthOf } from '../../intake/local-day.ts';
import { refuse } from '../query/refuse.ts';
import type { Reading, TableQuery } from '../table/table.ts';
import { periodAt } from './period.ts';

/** Days since 1970-01-01, half-open; null for no first one. */
export interface DayRange {
  from: number | null;
  to: number;
}

/**
 * What a query looks at: everything up to today, unless told.
 *
 * @throws ProblemError `query_invalid` for a first day that is still to come, where nothing tells the last one
 */
export function rangeOf(
  { from, to }: Pick<TableQuery, 'from' | 'to'>,
  reading: Pick<Reading, 'known' | 'now'>,
): DayRange {
  const range = {
    from: from === undefined ? null : dayNumber(from),
    to: to === undefined ? todayOf(reading) + 1 : dayNumber(to),
  };
  if (to === undefined && range.from !== null && range.from >= range.to)
    throw refuse({
      path: '/from',
      message: `must be earlier than ${dateOf(range.to)}, where the range ends without a to`,
    });
  return range;
}

/** Today in the zone of the project. */
export function todayOf({ known, now }: Pick<Reading, 'known' | 'now'>): number {
  return localDays(known.program.timezone)(now);
}

/**
 * What has to be read besides to compare the first period with the one before: that one, whole; for `all` as many days
 * before the range as it has, or as many months where it is whole months. Null where the range is open.
 */
export function earlierRange({ from, to }: DayRange, interval: Interval): DayRange | null {
  if (from === null) return null;
  if (interval !== 'all') {
    const { start } = periodAt(from, interval);
    return { from: periodAt(start - 1, interval).start, to: start };
  }
  if (!isFirstOfMonth(from) || !isFirstOfMonth(to)) return { from: from - (to - from), to: from };
  return { from: firstDayOf(monthOf(from) - (monthOf(to) - monthOf(from))), to: from };
}

export function isFirstOfMonth(day: number): boolean {
  return firstDayOf(monthOf(day)) === day;
}

/** `2026-08-01/2026-10-01` */
export function rangeName({ from, to }: { from: number; to: number }): string {
  return `${dateOf(from)}/${dateOf(to)}`;
}
