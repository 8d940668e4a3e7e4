import { firstDayOf, monthOf } from '../../intake/local-day.ts';
import type { CellSelection, CellSum, Store } from '../../store/store.ts';
import type { Memo } from './memo.ts';
import {
  longStretches,
  type MonthVersions,
  monthOfStretch,
  monthStretches,
  type Stretch,
} from './stretches.ts';

/** What is kept apart: days, months (the first day of each stands for it), or no time at all. */
export type Apart = 'day' | 'month' | 'none';

/** Which cells are added up. */
export interface KeptSelection extends Omit<CellSelection, 'byDay'> {
  apart: Apart;
}

interface Parts {
  store: Pick<Store, 'cells'>;
  memo: Memo;
  /** Read before the cells. */
  versions: MonthVersions;
}

/**
 * Cells of a selection, added up. What months have is kept until something in them changes, so that what is asked again
 * reads only months in which answers came in. There can be several sums that only their stretch of time tells apart.
 */
export async function readKeptCells(
  { apart, ...selection }: KeptSelection,
  { store, memo, versions }: Parts,
): Promise<CellSum[]> {
  if (apart === 'day') return store.cells({ ...selection, byDay: true });
  const stretches = (apart === 'month' ? monthStretches : longStretches)(selection, versions);
  const { project, dimension, scales, touchpoints = null, values = null } = selection;
  const key = JSON.stringify([
    'cells',
    apart,
    project,
    dimension,
    [...scales].sort(),
    touchpoints && [...touchpoints].sort(),
    values && [...values].sort(),
  ]);
  const read = await Promise.all(
    stretches.map((stretch) =>
      memo.remember(
        { key: `${key} ${stretch.from} ${stretch.to}`, version: stretch.version },
        () => readStretch(store, { ...selection, apart }, stretch),
        (cells) => cells.length,
      ),
    ),
  );
  return read.flat();
}

async function readStretch(
  store: Pick<Store, 'cells'>,
  { apart, ...selection }: KeptSelection,
  { from, to }: Stretch,
): Promise<CellSum[]> {
  const days = { ...selection, from, to };
  if (apart === 'none') return store.cells({ ...days, byDay: false });
  const month = monthOfStretch({ from, to });
  if (month === null) return byMonth(await store.cells({ ...days, byDay: true }));
  const cells = await store.cells({ ...days, byDay: false });
  return cells.map((cell) => ({ ...cell, day: firstDayOf(month) }));
}

/** For months that are not known to have anything: mostly there is nothing to add up. */
function byMonth(cells: readonly CellSum[]): CellSum[] {
  const sums = new Map<string, CellSum>();
  for (const { counts, ...cell } of cells) {
    const place = { ...cell, day: firstDayOf(monthOf(cell.day)) };
    const { day, touchpoint, survey, version, question, value, scale } = place;
    const key = JSON.stringify([day, touchpoint, survey, version, question, value, scale]);
    const sum = sums.get(key) ?? { ...place, counts: counts.map(() => 0) };
    sums.set(key, sum);
    for (const [slot, count] of counts.entries()) sum.counts[slot] = (sum.counts[slot] ?? 0) + count;
  }
  return [...sums.values()];
}
