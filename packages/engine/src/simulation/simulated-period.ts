import type { Period } from '@milepost/protocol';

/** A period of the calendar, half-open, in milliseconds since the epoch. */
export interface CalendarPeriod {
  start: number;
  end: number;
}

/** The period of a project's calendar that an instant lies in. */
export type PeriodAt = (instant: number, per: Period) => CalendarPeriod;

/** A period, and how many answered in it. */
export interface PeriodAnswers extends CalendarPeriod {
  answers: number;
}

/** Answers by period. */
export interface PeriodCounter {
  /** Counts one answer, not earlier than the one before, and gives its period with all that it has by now. */
  count(at: number): PeriodAnswers;
  /** The last period that lies wholly within a span; null when none does. */
  lastWithin(span: CalendarPeriod): PeriodAnswers | null;
}

export function createPeriodCounter(per: Period, periodAt: PeriodAt): PeriodCounter {
  const periods: PeriodAnswers[] = [];
  return {
    count: (at) => {
      let period = periods.at(-1);
      if (!period || at >= period.end) {
        period = { ...periodAt(at, per), answers: 0 };
        periods.push(period);
      }
      period.answers += 1;
      return period;
    },
    lastWithin: (span) => {
      let last = periodAt(span.end - 1, per);
      if (last.end > span.end) last = periodAt(last.start - 1, per);
      if (last.start < span.start) return null;
      return periods.find(({ start }) => start === last.start) ?? { ...last, answers: 0 };
    },
  };
}
