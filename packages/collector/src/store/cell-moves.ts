import type { ResponseState } from '@milepost/protocol';
import { type CellCount, cellCounts, otherValue } from '../intake/cells.ts';
import type { KnownProgram } from '../program/known.ts';

/** A response whose counts are added to the cells (`by` 1) or taken away (`by` -1). */
export interface CellChange {
  known: KnownProgram;
  bucket: number;
  day: number;
  state: ResponseState;
  by: 1 | -1;
}

/** What a cell's columns rise by. */
export interface CellMove extends Omit<CellCount, 'slot'> {
  project: string;
  bucket: number;
  day: number;
  counts: number[];
}

/** The count columns of a cell, one per value of the longest scale. */
export const cellColumns = Array.from({ length: 11 }, (_, slot) => `c${slot}`);

/** Values that a segment keeps apart; a careless one (an id, an address) must not grow the cells without end. */
export const keptValues = 2_000;

/** Whether a value of a segment has a place of its own; any other counts as `(other)`. */
export type KeepsValue = (project: string, segment: string, value: string) => boolean;

/** What a response counts, its segments' values as they are kept. */
export function countsOf(state: ResponseState, known: KnownProgram, keeps: KeepsValue): CellCount[] {
  const segments = new Set(known.program.segments);
  return cellCounts(state, known).map((count) =>
    segments.has(count.dimension) && !keeps(known.project, count.dimension, count.value)
      ? { ...count, value: otherValue }
      : count,
  );
}

/** The changes of a commit added up, so that a cell that many responses touch is written once. */
export function cellMoves(changes: readonly CellChange[], keeps: KeepsValue): CellMove[] {
  const moves = new Map<string, CellMove>();
  for (const { known, bucket, day, state, by } of changes) {
    const { project } = known;
    for (const { slot, ...cell } of countsOf(state, known, keeps)) {
      const key = JSON.stringify([project, bucket, day, cell]);
      let move = moves.get(key);
      if (!move) {
        move = { ...cell, project, bucket, day, counts: cellColumns.map(() => 0) };
        moves.set(key, move);
      }
      move.counts[slot] = (move.counts[slot] ?? 0) + by;
    }
  }
  return [...moves.values()].filter(({ counts }) => counts.some((count) => count !== 0));
}
