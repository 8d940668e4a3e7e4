import type { CellSum, CrossSum, DimensionFilter } from '../../store/store.ts';
import type { Apart } from './kept-cells.ts';
import type { ReadingStore } from './reading-store.ts';

/** Counts of a place, with the value that it has in each dimension that is looked at. */
export type Counted = CellSum | CrossSum;

export interface CountedSelection {
  project: string;
  dimensions: readonly DimensionFilter[];
  scales: readonly string[];
  /** Null for all. */
  touchpoints: ReadonlySet<string> | null;
  from: number | null;
  to: number | null;
  /** Responses are told apart by day whenever they are by month. */
  apart: Apart;
}

/** Counts in the dimensions given: from the cells for one or none, else from the responses themselves. */
export async function readCounted(
  store: Pick<ReadingStore, 'cells' | 'crossed'>,
  { dimensions, touchpoints, apart, ...range }: CountedSelection,
): Promise<Counted[]> {
  const selection = { ...range, touchpoints: touchpoints && [...touchpoints] };
  if (dimensions.length > 1) return store.crossed({ ...selection, dimensions, byDay: apart !== 'none' });
  const [{ dimension, values } = { dimension: '', values: null }] = dimensions;
  return store.cells({ ...selection, dimension, values, apart });
}

/** The value in a dimension, by its place among those that were looked at. */
export function valueIn(counted: Counted, place: number): string {
  return 'values' in counted ? (counted.values[place] ?? '') : counted.value;
}
