import type { CellSum, CrossSum, DimensionFilter, Store } from '../store/store.ts';

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
  byDay: boolean;
}

/** Counts in the dimensions given: from the cells for one or none, else from the responses themselves. */
export async function readCounted(
  store: Pick<Store, 'cells' | 'crossed'>,
  { dimensions, touchpoints, ...range }: CountedSelection,
): Promise<Counted[]> {
  const selection = { ...range, touchpoints: touchpoints && [...touchpoints] };
  if (dimensions.length > 1) return store.crossed({ ...selection, dimensions });
  const [{ dimension, values } = { dimension: '', values: null }] = dimensions;
  const cells = await store.cells({ ...selection, dimension });
  return values ? cells.filter(({ value }) => values.includes(value)) : cells;
}

/** The value in a dimension, by its place among those that were looked at. */
export function valueIn(counted: Counted, place: number): string {
  return 'values' in counted ? (counted.values[place] ?? '') : counted.value;
}
