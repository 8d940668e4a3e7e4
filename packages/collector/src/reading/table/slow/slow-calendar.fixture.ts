import type { ScoreQuery } from '@milepost/protocol';
import { Temporal } from 'temporal-polyfill';

const periods = new Map<string, { from: string; to: string }>();

export function dayOf(instant: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString();
}

export function plus(day: string, duration: Temporal.DurationLikeObject): string {
  return Temporal.PlainDate.from(day).add(duration).toString();
}

export function periodOf(day: string, interval: ScoreQuery['interval']): string {
  const date = Temporal.PlainDate.from(day);
  switch (interval) {
    case 'day':
      return day;
    case 'week':
      return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${date.year}-Q${Math.ceil(date.month / 3)}`;
    case 'year':
      return day.slice(0, 4);
    case 'all':
      return 'all';
  }
}

/** The days of a period, found by looking at all of them; null for everything. */
export function wholeDays(period: string, interval: ScoreQuery['interval']): { from: string; to: string } {
  const found = periods.get(period);
  if (found) return found;
  let from = '2025-01-01';
  while (periodOf(from, interval) !== period) {
    if (from > '2030') throw new Error(`there is no ${interval} ${period}`);
    from = plus(from, { days: 1 });
  }
  let to = from;
  while (periodOf(to, interval) === period) to = plus(to, { days: 1 });
  periods.set(period, { from, to });
  return { from, to };
}

export function periodBefore(period: string, interval: ScoreQuery['interval']): string {
  return periodOf(plus(wholeDays(period, interval).from, { days: -1 }), interval);
}
