import { firstDayOf, monthOf } from '../../intake/local-day.ts';

/** Numbers of months, as the store tells them. */
export type MonthVersions = ReadonlyMap<number, number>;

/** Local days, half-open; null for no end. */
export interface Days {
  from: number | null;
  to: number | null;
}

/** A part of a range that is read and kept for itself. */
export interface Stretch extends Days {
  /** Rises with everything that is counted in its months. */
  version: number;
}

/** Months that change while answers come in: the present one, and the one before on the first days of the next. */
const restless = 2;

/** The parts of a range, each within one month; what lies between months that nothing was ever counted in is one too. */
export function monthStretches(range: Days, versions: MonthVersions): Stretch[] {
  const months = monthsWithin(range, versions);
  return cut(range, { versions, at: months.flatMap((month) => [firstDayOf(month), firstDayOf(month + 1)]) });
}

/** The last months of a range one by one, since they change most, and all before them as one. */
export function longStretches(range: Days, versions: MonthVersions): Stretch[] {
  const months = monthsWithin(range, versions);
  return cut(range, { versions, at: months.slice(-restless).map(firstDayOf) });
}

/** One number for the months that a range touches: they only rise, so it is the same only while each of them is. */
export function versionOf(range: Days, versions: MonthVersions): number {
  let sum = 0;
  for (const [month, version] of versions) if (touches(range, month)) sum += version;
  return sum;
}

function monthsWithin(range: Days, versions: MonthVersions): number[] {
  return [...versions.keys()].filter((month) => touches(range, month)).sort((a, b) => a - b);
}

function touches({ from, to }: Days, month: number): boolean {
  return (to === null || firstDayOf(month) < to) && (from === null || firstDayOf(month + 1) > from);
}

function cut({ from, to }: Days, { versions, at }: { versions: MonthVersions; at: number[] }): Stretch[] {
  const inside = [...new Set(at)].filter((day) => (from === null || day > from) && (to === null || day < to));
  const ends = [...inside, to];
  return [from, ...inside].map((start, place) => {
    const days = { from: start, to: ends[place] ?? null };
    return { ...days, version: versionOf(days, versions) };
  });
}

/** The month that a stretch lies in; null when it is more than one. */
export function monthOfStretch({ from, to }: Days): number | null {
  if (from === null || to === null) return null;
  const month = monthOf(from);
  return month === monthOf(to - 1) ? month : null;
}
