import { createCalendar } from '../../calendar.ts';
import { dateOf, dayNumber, localDays } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';

/** The local days that accounts are judged by: so many before `asOf`, which itself is not one of them. */
export const windowDays = 180;
/** The last days of the window, whose silence is held against the days before. */
export const latestDays = 60;
/** The window is laid out in as many equal spans, which take the place of quarters: 60 days each. */
export const spans = 3;

export interface AccountWindow {
  /** A date of the project's zone. */
  asOf: string;
  /** Instants, half-open. */
  from: number;
  to: number;
  /** How many whole days lie between the day of an instant and `asOf`: 0 is the day before. */
  daysBefore(instant: number): number;
}

export function accountWindow(asOf: string, { program: { timezone } }: KnownProgram): AccountWindow {
  const calendar = createCalendar(timezone);
  const dayOf = localDays(timezone);
  const end = dayNumber(asOf);
  return {
    asOf,
    from: calendar.instantOf(dateOf(end - windowDays)),
    to: calendar.instantOf(asOf),
    daysBefore: (instant) => end - 1 - dayOf(instant),
  };
}
