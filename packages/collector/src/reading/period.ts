import type { Interval } from '@milepost/protocol';
import { dateOf, dayNumber } from '../intake/local-day.ts';

/**
 * The name of the period that a local day lies in: `2026-11-22`, `2026-W47`, `2026-10`, `2026-Q4`, `2026` or `all`.
 * Names of one interval sort as the periods do.
 */
export function periodOf(day: number, interval: Interval): string {
  const date = dateOf(day);
  switch (interval) {
    case 'day':
      return date;
    case 'week':
      return isoWeek(day);
    case 'month':
      return date.slice(0, -3);
    case 'quarter':
      return `${date.slice(0, -6)}-Q${Math.ceil(Number(date.slice(-5, -3)) / 3)}`;
    case 'year':
      return date.slice(0, -6);
    case 'all':
      return 'all';
  }
}

/** ISO 8601: a week starts on Monday and belongs to the year that its Thursday lies in. */
function isoWeek(day: number): string {
  const weekday = (((day + 3) % 7) + 7) % 7;
  const thursday = day - weekday + 3;
  const year = dateOf(thursday).slice(0, -6);
  const first = dayNumber(`${year}-01-01`);
  return `${year}-W${String(Math.floor((thursday - first) / 7) + 1).padStart(2, '0')}`;
}
