import type { Fault } from '@milepost/protocol';
import { dayNumber } from '../../intake/local-day.ts';
import { isFirstOfMonth } from '../days/day-range.ts';
import type { TableQuery } from '../table/table-query.ts';

type Ranged = Pick<TableQuery, 'from' | 'to' | 'interval' | 'compare'>;

/** What of a query keeps its rows from being whole months; `why` they have to be is part of each fault. */
export function monthFaults({ from, to, interval, compare }: Ranged, why: string): Fault[] {
  const faults: Fault[] = [];
  if (interval === 'day' || interval === 'week')
    faults.push({ path: '/interval', message: `must be month, quarter, year or all: ${why}` });
  for (const [path, date] of [['/from', from] as const, ['/to', to] as const])
    if (date !== undefined && !isFirstOfMonth(dayNumber(date)))
      faults.push({ path, message: `must be the first day of a month: ${why}` });
  if (compare && interval === 'all' && from !== undefined && to === undefined)
    faults.push({
      path: '/to',
      message: `must be the first day of a month, so that the span before has whole months too: ${why}`,
    });
  return faults;
}
