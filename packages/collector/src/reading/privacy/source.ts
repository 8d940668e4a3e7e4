import type { KnownProgram } from '../../program/known.ts';
import type { CrowdSelection, DimensionFilter } from '../../store/store.ts';
import type { Counted } from '../counts/counted.ts';
import type { ReadingStore } from '../counts/reading-store.ts';
import type { DayRange } from '../days/day-range.ts';
import type { Period } from '../days/period.ts';

/** What a count adds to a row. */
export interface Part {
  /** The value of each breakdown. */
  labels: readonly string[];
  /** Which of the amounts of a row. */
  measure: number;
  /** What a response must have answered to be behind it. */
  question: string;
  amount: number;
}

/** What the counts of rows are read by, the same for a table of scores and for a funnel. */
export interface CountSource {
  store: Pick<ReadingStore, 'crowds' | 'remembered'>;
  known: KnownProgram;
  range: DayRange;
  touchpoints: ReadonlySet<string> | null;
  /** Everything that the counts are told by, but the dimensions. */
  key: string;
  /** Breakdowns that are no dimension of the cells. */
  plain: readonly string[];
  /** The measure whose people are all among those of the other. */
  narrow: (typeof measures)[number];
  periodOf(day: number): Period;
  /** Whatever values there are in the dimensions, unless told. */
  read(selection: SourceSelection): Promise<readonly Counted[]>;
  partsOf(counted: Counted, dimensions: readonly string[]): Iterable<Part>;
  /** The same with other plain breakdowns. */
  as(plain: readonly string[]): CountSource;
}

export interface SourceSelection extends DayRange {
  dimensions: readonly DimensionFilter[];
  touchpoints: ReadonlySet<string> | null;
  byDay: boolean;
}

/** A row of the full breakdown, of which rows that are shown are made. */
export interface Atom {
  key: string;
  period: Period;
  /** Of the plain breakdowns, then of the dimensions. */
  labels: readonly string[];
  /** By measure: answers, and prompts that were started or shown. */
  amounts: number[];
}

export interface AtomTable {
  dimensions: readonly string[];
  atoms: ReadonlyMap<string, Atom>;
}

/** Whom to count, but for where they are. */
export type Whom = Pick<CrowdSelection, 'within' | 'outside'>;

export const measures = [0, 1] as const;

export function atomKey(period: Period, labels: readonly string[]): string {
  return JSON.stringify([period.name, ...labels]);
}

/** The rows of a full breakdown. */
export async function readAtoms(source: CountSource, dimensions: readonly string[]): Promise<AtomTable> {
  const atoms = new Map<string, Atom>();
  const counted = await source.read({
    ...source.range,
    dimensions: dimensions.map((dimension) => ({ dimension, values: null })),
    touchpoints: source.touchpoints,
    byDay: false,
  });
  for (const one of counted) {
    const period = source.periodOf(one.day);
    for (const { labels, measure, amount } of source.partsOf(one, dimensions)) {
      const key = atomKey(period, labels);
      let atom = atoms.get(key);
      if (!atom) {
        atom = { key, period, labels, amounts: measures.map(() => 0) };
        atoms.set(key, atom);
      }
      atom.amounts[measure] = (atom.amounts[measure] ?? 0) + amount;
    }
  }
  return { dimensions, atoms };
}
