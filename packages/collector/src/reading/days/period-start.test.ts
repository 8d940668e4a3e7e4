import { expect, test } from 'vitest';
import { dateOf, dayNumber } from '../../intake/local-day.ts';
import { periodAt } from './period.ts';
import { periodStart } from './period-start.ts';

test.each(['day', 'week', 'month', 'quarter', 'year'] as const)(
  'the name of every %s tells its first day',
  (interval) => {
    for (let day = dayNumber('2019-12-01'); day < dayNumber('2027-02-01'); day++) {
      const { name, start } = periodAt(day, interval);
      expect([name, dateOf(periodStart(name))]).toEqual([name, dateOf(start)]);
    }
  },
);
