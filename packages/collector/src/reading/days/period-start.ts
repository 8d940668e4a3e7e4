import { dayNumber } from '../../intake/local-day.ts';
import { periodAt } from './period.ts';

/**
 * The first day of a period that is told by its name, as days since 1970-01-01.
 *
 * @example
 * dateOf(periodStart('2026-W01')); // '2025-12-29'
 */
export function periodStart(name: string): number {
  const [year = '', part = ''] = name.split(/-(.*)/);
  // ISO 8601: the 4th of January always lies in the first week.
  if (part.startsWith('W'))
    return periodAt(dayNumber(`${year}-01-04`) + (Number(part.slice(1)) - 1) * 7, 'week').start;
  if (part.startsWith('Q'))
    return dayNumber(`${year}-${String((Number(part.slice(1)) - 1) * 3 + 1).padStart(2, '0')}-01`);
  const [month = '01', day = '01'] = part === '' ? [] : part.split('-');
  return dayNumber(`${year}-${month}-${day}`);
}
