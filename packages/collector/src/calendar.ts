import type { Period } from '@milepost/protocol';
import { Temporal } from 'temporal-polyfill';

/** Days and periods of a time zone, whatever its clocks do. Instants are milliseconds since the epoch. */
export interface Calendar {
  /**
   * The first instant of a day (`2026-12-01`), or of a minute of it (`2026-12-01T09:00`). A time that the clocks skip
   * is as much later as they skip; of one that they strike twice it is the first.
   */
  instantOf(local: string): number;
  /** The period that an instant lies in, half-open. Weeks begin on Monday. */
  periodAt(instant: number, per: Period): { start: number; end: number };
}

/**
 * The calendar of an IANA time zone.
 *
 * @example
 * createCalendar('Europe/London').instantOf('2026-06-01'); // 2026-05-31T23:00:00Z in milliseconds
 */
export function createCalendar(timezone: string): Calendar {
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(timezone).epochMilliseconds;
  return {
    instantOf: (local) =>
      local.includes('T')
        ? Temporal.PlainDateTime.from(local).toZonedDateTime(timezone).epochMilliseconds
        : startOf(Temporal.PlainDate.from(local)),
    periodAt: (instant, per) => {
      const today = Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(timezone)
        .toPlainDate();
      const first = firstDay(today, per);
      return { start: startOf(first), end: startOf(first.add(lengths[per])) };
    },
  };
}

const lengths: Record<Period, Temporal.DurationLikeObject> = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
};

function firstDay(date: Temporal.PlainDate, per: Period): Temporal.PlainDate {
  if (per === 'day') return date;
  if (per === 'week') return date.subtract({ days: date.dayOfWeek - 1 });
  if (per === 'month') return date.with({ day: 1 });
  return date.with({ day: 1, month: per === 'year' ? 1 : date.month - ((date.month - 1) % 3) });
}
