import type { ResponseState } from '@milepost/protocol';
import { type CellCount, type Dimension, dimensionsOf, otherValue, plainCounts } from '../intake/cells.ts';
import type { KnownProgram } from '../program/known.ts';

/**
 * A response whose counts are added to the cells (`by` 1) or taken away (`by` -1). One that is excluded counts 0: its
 * segments' values take their places all the same, so that it can come back as if it had never been out.
 */
export interface CellChange {
  known: KnownProgram;
  bucket: number;
  day: number;
  state: ResponseState;
  by: 1 | 0 | -1;
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

/**
 * All counts of a response, its segments' values as they are kept. Pure but for what `keeps` takes up, so that what one
 * state added can be taken away again when the next one comes.
 */
export function countsOf(state: ResponseState, known: KnownProgram, keeps: KeepsValue): CellCount[] {
  const { touchpoint, survey, version } = state;
  const counts = plainCounts(state, known);
  return keptDimensions(state, known, keeps).flatMap(([dimension, value]) =>
    counts.map((count) => ({ dimension, value, touchpoint, survey, version, ...count })),
  );
}

/** The values of a response in every dimension, as the cells keep them apart. */
export function keptDimensions(state: ResponseState, known: KnownProgram, keeps: KeepsValue): Dimension[] {
  const { segments } = known.program;
  return dimensionsOf(state, known).map(([dimension, value]) =>
    segments.includes(dimension) && !keeps(known.project, dimension, value)
      ? [dimension, otherValue]
      : [dimension, value],
  );
}

/** Moves by dimension, value and question: a question of a version has one scale. */
type Moves = Map<string, Map<string, Map<string, CellMove>>>;

/** The changes of a commit added up, so that a cell that many responses touch is written once. */
export function cellMoves(changes: readonly CellChange[], keeps: KeepsValue): CellMove[] {
  const all: CellMove[] = [];
  // Text keys are made once per response, not once per count: these loops are most of what a commit computes.
  const places = new Map<string, Moves>();
  for (const { known, bucket, day, state, by } of changes) {
    const { project } = known;
    const { touchpoint, survey, version } = state;
    const place = JSON.stringify([project, bucket, day, touchpoint, survey, version]);
    const moves = entry(places, place, (): Moves => new Map());
    const plain = plainCounts(state, known);
    for (const [dimension, value] of keptDimensions(state, known, keeps)) {
      const ofDimension = entry(moves, dimension, () => new Map<string, Map<string, CellMove>>());
      const ofValue = entry(ofDimension, value, () => new Map<string, CellMove>());
      for (const { question, scale, slot } of plain) {
        const { counts } = entry(ofValue, question, () => {
          const cell = { dimension, scale, touchpoint, survey, version, question, value };
          const move = { ...cell, project, bucket, day, counts: cellColumns.map(() => 0) };
          all.push(move);
          return move;
        });
        counts[slot] = (counts[slot] ?? 0) + by;
      }
    }
  }
  return all.filter(({ counts }) => counts.some((count) => count !== 0));
}

/** What a map holds under a key; made when it holds nothing. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
