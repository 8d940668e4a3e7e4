import type { Interval } from '@milepost/protocol';
import { dateOf, dayNumber, firstDayOf, monthOf } from '../../intake/local-day.ts';

/** A stretch of local days, half-open; without bounds for all of them. */
export interface Period {
  /** `2026-11-22`, `2026-W47`, `2026-10`, `2026-Q4`, `2026` or `all`. Names of one interval sort as the periods do. */
  name: string;
  start: number;
  end: number;
}

const all: Period = { name: 'all', start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

/** Calendars do not change, and a name takes longer to make than to find. Each period is there once. */
const known = new Map<Interval, Map<number, Period>>();
const periodsKept = 20_000;

/** The period of an interval that a local day lies in. The same one for all its days. */
export function periodAt(day: number, interval: Interval): Period {
  if (interval === 'all') return all;
  let periods = known.get(interval);
  if (!periods || periods.size > periodsKept) {
    periods = new Map();
    known.set(interval, periods);
  }
  let period = periods.get(day);
  if (!period) {
    const made = periodFrom(day, interval);
    period = periods.get(made.start) ?? made;
    periods.set(made.start, period).set(day, period);
  }
  return period;
}

function periodFrom(day: number, interval: Exclude<Interval, 'all'>): Period {
  if (interval === 'day') return { name: dateOf(day), start: day, end: day + 1 };
  if (interval === 'week') return isoWeek(day);
  const months = { month: 1, quarter: 3, year: 12 }[interval];
  const first = Math.floor(monthOf(day) / months) * months;
  const start = firstDayOf(first);
  const date = dateOf(start);
  const year = date.slice(0, -6);
  const quarter = `${year}-Q${Math.floor((((first % 12) + 12) % 12) / 3) + 1}`;
  const name = { month: date.slice(0, -3), quarter, year }[interval];
  return { name, start, end: firstDayOf(first + months) };
}

/** ISO 8601: a week starts on Monday and belongs to the year that its Thursday lies in. */
function isoWeek(day: number): Period {
  const start = day - ((((day + 3) % 7) + 7) % 7);
  const thursday = start + 3;
  const year = dateOf(thursday).slice(0, -6);
  const week = Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7) + 1;
  return { name: `${year}-W${String(week).padStart(2, '0')}`, start, end: start + 7 };
}
