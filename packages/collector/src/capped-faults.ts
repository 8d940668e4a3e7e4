import type { Fault } from '@milepost/protocol';

/** Faults that one answer tells of a query at the most. */
const most = 20;

/** So many faults that somebody will read them; the last one says how many more there are. */
export function cappedFaults(faults: readonly Fault[]): Fault[] {
  if (faults.length <= most) return [...faults];
  const told = faults.slice(0, most - 1);
  const left = faults.length - told.length;
  return [...told, { path: '', message: `and ${left} more faults; correct these first` }];
}
