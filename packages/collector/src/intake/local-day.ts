/** Milliseconds of 24 hours, whatever the clocks of a zone do. */
export const dayMs = 86_400_000;

/** An instant in milliseconds since the epoch to days since 1970-01-01. */
export type LocalDay = (instant: number) => number;

/**
 * Returns a function that gives the local day of an instant in a time zone, as days since 1970-01-01.
 *
 * @example
 * localDays('America/New_York')(Date.parse('2026-11-22T03:00:00Z')); // 20_778, the 21st of November
 */
export function localDays(timezone: string): LocalDay {
  const known = zones.get(timezone) ?? createLocalDay(timezone);
  zones.set(timezone, known);
  return known;
}

/** A formatter takes a hundred times longer to make than to use, and there are only so many zones. */
const zones = new Map<string, LocalDay>();

function createLocalDay(timezone: string): LocalDay {
  if (timezone === 'UTC') return (instant) => Math.floor(instant / dayMs);
  // Canadian English writes a date as year-month-day.
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const dayOf: LocalDay = (instant) => dayNumber(format.format(instant));
  const known = new Map<number, number>();
  // Formatting a date takes longer than the rest of what is done with an answer.
  return (instant) => {
    if (instant < oddOffsets) return dayOf(instant);
    const minute = Math.floor(instant / minuteMs);
    let day = known.get(minute);
    if (day === undefined) {
      if (known.size >= minutesKept) known.clear();
      day = dayOf(instant);
      known.set(minute, day);
    }
    return day;
  };
}

/** Since 1973 every zone is whole minutes from UTC and changes its clocks at whole minutes, so a minute lies on one day. */
const minuteMs = 60_000;
const oddOffsets = Date.UTC(1973);
const minutesKept = 10_000;

/** Days since 1970-01-01 of a date such as `2026-11-22`. */
export function dayNumber(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

/** The date of a day number. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Months since 1970-01 of a day number. */
export function monthOf(day: number): number {
  const date = new Date(day * dayMs);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The first day of a month that is counted since 1970-01. */
export function firstDayOf(month: number): number {
  return Math.floor(Date.UTC(1970, month) / dayMs);
}
