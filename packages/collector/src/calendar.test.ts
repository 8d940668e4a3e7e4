import type { Period } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import { dateOf, localDays } from './intake/local-day.ts';

const text = (instant: number) => new Date(instant).toISOString().replace(/:00\.000Z$/, 'Z');

describe('instantOf', () => {
  it.each([
    ['UTC', '2026-06-01', '2026-06-01T00:00Z'],
    ['UTC', '2026-06-01T09:30', '2026-06-01T09:30Z'],
    ['Asia/Kathmandu', '2026-06-01', '2026-05-31T18:15Z'],
    // London: an hour is skipped at 01:00 on the 29th of March, and struck twice on the 25th of October.
    ['Europe/London', '2026-03-29', '2026-03-29T00:00Z'],
    ['Europe/London', '2026-03-29T00:59', '2026-03-29T00:59Z'],
    ['Europe/London', '2026-03-29T01:30', '2026-03-29T01:30Z'],
    ['Europe/London', '2026-03-29T02:00', '2026-03-29T01:00Z'],
    ['Europe/London', '2026-10-25T01:30', '2026-10-25T00:30Z'],
    ['Europe/London', '2026-10-25T02:00', '2026-10-25T02:00Z'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30Z'],
    // Lord Howe's summer time is half an hour.
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:30', '2026-10-03T15:30Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45Z'],
    // Where midnight is skipped the day begins at one o'clock.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00Z'],
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00Z'],
    // Where 23:00 is struck twice the next day begins once.
    ['Africa/Cairo', '2026-10-30', '2026-10-29T22:00Z'],
    // Samoa went from the 29th of December to the 31st.
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00Z'],
  ])('in %s %s is %s', (timezone, local, expected) => {
    expect(text(createCalendar(timezone).instantOf(local))).toBe(expected);
  });
});

describe('periodAt', () => {
  it.each<[string, Period, string, string, string]>([
    ['UTC', 'day', '2026-11-22T00:00Z', '2026-11-22T00:00Z', '2026-11-23T00:00Z'],
    ['UTC', 'day', '2026-11-21T23:59:59.999Z', '2026-11-21T00:00Z', '2026-11-22T00:00Z'],
    // The week of a Sunday begins six days before.
    ['UTC', 'week', '2026-11-22T23:59Z', '2026-11-16T00:00Z', '2026-11-23T00:00Z'],
    ['UTC', 'week', '2027-01-01T12:00Z', '2026-12-28T00:00Z', '2027-01-04T00:00Z'],
    ['UTC', 'month', '2028-02-29T23:59Z', '2028-02-01T00:00Z', '2028-03-01T00:00Z'],
    ['UTC', 'quarter', '2026-12-31T23:59Z', '2026-10-01T00:00Z', '2027-01-01T00:00Z'],
    ['UTC', 'quarter', '2026-05-01T00:00Z', '2026-04-01T00:00Z', '2026-07-01T00:00Z'],
    ['UTC', 'year', '2026-12-31T23:59Z', '2026-01-01T00:00Z', '2027-01-01T00:00Z'],
    ['Asia/Kathmandu', 'day', '2026-11-22T18:14:59Z', '2026-11-21T18:15Z', '2026-11-22T18:15Z'],
    ['Asia/Kathmandu', 'year', '2026-12-31T18:15Z', '2026-12-31T18:15Z', '2027-12-31T18:15Z'],
    // A day of 23 hours and one of 25, the week, month, quarter and year around them.
    ['Europe/London', 'day', '2026-03-29T00:59:59Z', '2026-03-29T00:00Z', '2026-03-29T23:00Z'],
    ['Europe/London', 'day', '2026-03-29T01:00Z', '2026-03-29T00:00Z', '2026-03-29T23:00Z'],
    ['Europe/London', 'day', '2026-10-25T00:59:59Z', '2026-10-24T23:00Z', '2026-10-26T00:00Z'],
    ['Europe/London', 'day', '2026-10-25T01:00Z', '2026-10-24T23:00Z', '2026-10-26T00:00Z'],
    ['Europe/London', 'week', '2026-10-25T01:00Z', '2026-10-18T23:00Z', '2026-10-26T00:00Z'],
    ['Europe/London', 'month', '2026-03-29T01:00Z', '2026-03-01T00:00Z', '2026-03-31T23:00Z'],
    ['Europe/London', 'quarter', '2026-10-25T01:00Z', '2026-09-30T23:00Z', '2027-01-01T00:00Z'],
    ['Europe/London', 'year', '2026-06-01T00:00Z', '2026-01-01T00:00Z', '2027-01-01T00:00Z'],
    ['America/New_York', 'day', '2026-03-08T06:59:59Z', '2026-03-08T05:00Z', '2026-03-09T04:00Z'],
    ['America/New_York', 'day', '2026-11-01T06:00Z', '2026-11-01T04:00Z', '2026-11-02T05:00Z'],
    ['America/New_York', 'week', '2026-03-09T03:59Z', '2026-03-02T05:00Z', '2026-03-09T04:00Z'],
    // Lord Howe: 23.5 and 24.5 hours.
    ['Australia/Lord_Howe', 'day', '2026-10-03T15:30Z', '2026-10-03T13:30Z', '2026-10-04T13:00Z'],
    ['Australia/Lord_Howe', 'day', '2026-04-04T15:00Z', '2026-04-04T13:00Z', '2026-04-05T13:30Z'],
    // Midnight is skipped: the day before ends, and the day begins, where the clocks jump to one o'clock.
    ['America/Sao_Paulo', 'day', '2018-11-04T02:59:59.999Z', '2018-11-03T03:00Z', '2018-11-04T03:00Z'],
    ['America/Sao_Paulo', 'day', '2018-11-04T03:00Z', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
    ['America/Sao_Paulo', 'day', '2018-02-18T02:30Z', '2018-02-17T02:00Z', '2018-02-18T03:00Z'],
    ['Africa/Cairo', 'day', '2026-04-23T21:59:59.999Z', '2026-04-22T22:00Z', '2026-04-23T22:00Z'],
    ['Africa/Cairo', 'day', '2026-04-23T22:00Z', '2026-04-23T22:00Z', '2026-04-24T21:00Z'],
    ['Africa/Cairo', 'day', '2026-10-29T21:30Z', '2026-10-28T21:00Z', '2026-10-29T22:00Z'],
    // A day that was never there: the one before it ends where the one after it begins.
    ['Pacific/Apia', 'day', '2011-12-30T09:59:59.999Z', '2011-12-29T10:00Z', '2011-12-30T10:00Z'],
    ['Pacific/Apia', 'day', '2011-12-30T10:00Z', '2011-12-30T10:00Z', '2011-12-31T10:00Z'],
    ['Pacific/Apia', 'week', '2011-12-30T10:00Z', '2011-12-26T10:00Z', '2012-01-01T10:00Z'],
    ['Pacific/Apia', 'month', '2011-12-30T10:00Z', '2011-12-01T10:00Z', '2011-12-31T10:00Z'],
    ['Pacific/Apia', 'year', '2011-12-30T10:00Z', '2011-01-01T10:00Z', '2011-12-31T10:00Z'],
  ])('in %s the %s of %s is %s to %s', (timezone, per, at, start, end) => {
    const period = createCalendar(timezone).periodAt(Date.parse(at), per);
    expect([text(period.start), text(period.end)]).toEqual([start, end]);
  });
});

const zones = Intl.supportedValuesOf('timeZone');
// Newfoundland went back an hour a minute after midnight until 2011, and had the first minute of a day twice.
const instants = fc.integer({ min: Date.UTC(2012), max: Date.UTC(2040) });

describe('the periods of any zone', () => {
  const periods = fc.constantFrom<Period[]>('day', 'week', 'month', 'quarter', 'year');

  it('hold the instant that they are of, and meet each other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), periods, instants, (zone, per, instant) => {
        const { periodAt } = createCalendar(zone);
        const { start, end } = periodAt(instant, per);
        expect(start).toBeLessThanOrEqual(instant);
        expect(end).toBeGreaterThan(instant);
        expect(periodAt(start, per)).toEqual({ start, end });
        expect(periodAt(end - 1, per)).toEqual({ start, end });
        expect(periodAt(end, per).start).toBe(end);
      }),
      { numRuns: 300 },
    );
  });

  it('begin and end with the local days that answers are counted on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const { periodAt, instantOf } = createCalendar(zone);
        const localDay = localDays(zone);
        const day = localDay(instant);
        const { start, end } = periodAt(instant, 'day');
        expect([localDay(start), localDay(end - 1)]).toEqual([day, day]);
        expect([localDay(start - 1) < day, localDay(end) > day]).toEqual([true, true]);
        expect(instantOf(dateOf(day))).toBe(start);
      }),
      { numRuns: 300 },
    );
  });
});
