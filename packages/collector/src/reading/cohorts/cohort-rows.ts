import type { CohortAnswer } from '@milepost/protocol';
import { scoredOf } from '../table/scored-row.ts';
import type { TableRow } from '../table/table.ts';
import { type AgeUnit, ageIn, isFiner, type Vintage, vintageOf } from './vintage.ts';

type CohortRow = CohortAnswer['rows'][number];

export interface Cohorts {
  rows: CohortRow[];
  /** A vintage that is longer than the age's unit, when there are none but those. */
  tooLong: string | null;
  notes: string[];
}

/** Lays out a table by period and segment as vintage and age. */
export function cohortRows(
  rows: readonly TableRow[],
  { segment, age: unit }: { segment: string; age: AgeUnit },
): Cohorts {
  const vintages = new Map<string, Vintage | null>();
  for (const { group } of rows) {
    const value = group[segment] ?? '';
    vintages.set(value, vintageOf(value));
  }
  const names = [...vintages.keys()];
  const odd = names.filter((name) => !vintages.get(name));
  const long = names.filter((name) => isLong(vintages.get(name), unit));
  const placed = rows.flatMap((row): CohortRow[] => {
    const name = row.group[segment] ?? '';
    const vintage = vintages.get(name);
    const period = vintageOf(row.period);
    if (!vintage || !period || isFiner(unit, vintage)) return [];
    const age = ageIn(unit, { vintage, period });
    return [{ vintage: name, age, ...scoredOf(row), partial: row.partial }];
  });
  const began = ({ vintage }: CohortRow) => vintages.get(vintage)?.month ?? 0;
  const before = placed.filter(({ age }) => age < 0).length;
  return {
    rows: placed
      .filter(({ age }) => age >= 0)
      .sort((a, b) => began(a) - began(b) || compare(a.vintage, b.vintage) || a.age - b.age),
    tooLong: long.length > 0 && long.length + odd.length === names.length ? (long[0] ?? null) : null,
    notes: [
      ...(odd.length > 0
        ? [
            `${counted(odd.length, `value of ${segment}`, `values of ${segment}`)} left out: a vintage is a month such as 2026-01, a quarter such as 2026-Q1 or a year such as 2026.`,
          ]
        : []),
      ...(long.length > 0
        ? [
            `${counted(long.length, 'vintage', 'vintages')} left out: longer than a ${unit}, which age is counted in. Ask for a longer age.`,
          ]
        : []),
      ...(before > 0
        ? [
            `${counted(before, 'row', 'rows')} left out: answered before the vintage began, so that the age is negative.`,
          ]
        : []),
    ],
  };
}

function isLong(vintage: Vintage | null | undefined, unit: AgeUnit): boolean {
  return vintage !== null && vintage !== undefined && isFiner(unit, vintage);
}

/** `1 value is`, `2 values are`. */
function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one} is` : `${count} ${many} are`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
