import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateOf, dayNumber, localDays } from './local-day.ts';

describe('localDays', () => {
  it.each([
    ['UTC', '1969-12-31T23:59:59.999Z', '1969-12-31'],
    // Newfoundland went back an hour a minute after midnight, into the day before.
    ['America/St_Johns', '2006-10-29T02:30:59Z', '2006-10-29'],
    ['America/St_Johns', '2006-10-29T02:31:00Z', '2006-10-28'],
    // Liberia was 44 minutes and 30 seconds behind until 1972.
    ['Africa/Monrovia', '1971-06-01T00:44:29Z', '1971-05-31'],
    ['Africa/Monrovia', '1971-06-01T00:44:30Z', '1971-06-01'],
  ])('in %s %s is %s', (timezone, instant, date) => {
    expect(dateOf(localDays(timezone)(Date.parse(instant)))).toBe(date);
  });

  it('is the date that the clocks of any zone show', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc.integer({ min: Date.UTC(1970), max: Date.UTC(2040) });
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const clock = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(dateOf(localDays(zone)(instant))).toBe(clock.toPlainDate().toString());
      }),
      { numRuns: 300 },
    );
  });
});

describe('dayNumber', () => {
  it('turns a date into days since 1970-01-01, and dateOf turns it back', () => {
    for (const [date, day] of [
      ['1969-12-31', -1],
      ['1970-01-01', 0],
      ['2026-11-22', 20_779],
    ] as const)
      expect([dayNumber(date), dateOf(day)]).toEqual([day, date]);
  });
});
