import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { CellCount } from '../../intake/cells.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { SegmentValues } from './segment-values.ts';

/** A response whose counts are added to the cells (`by` 1) or taken away (`by` -1). */
export interface CellChange {
  known: KnownProgram;
  bucket: number;
  day: number;
  state: ResponseState;
  by: 1 | -1;
}

interface CellChanged extends Omit<CellCount, 'slot'> {
  project: string;
  bucket: number;
  day: number;
  counts: number[];
}

/** The count columns of a cell, one per value of the longest scale. */
export const columns = Array.from({ length: 11 }, (_, slot) => `c${slot}`);

/** Returns a function that writes the changes of a commit: a cell that many responses touch is written once. */
export function createCellWriter(
  writer: Database,
  segmentValues: SegmentValues,
): (changes: readonly CellChange[]) => void {
  const upsert = writer.prepare(
    `insert into cells (project, bucket, dimension, scale, day, touchpoint, survey, version, question, value,
       ${columns.join()})
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${columns.map(() => '?').join()})
     on conflict do update set ${columns.map((column) => `${column} = ${column} + excluded.${column}`).join()}`,
  );
  return (changes) => {
    for (const cell of addUp(changes, segmentValues)) {
      if (cell.counts.every((count) => count === 0)) continue;
      upsert.run(
        cell.project,
        cell.bucket,
        cell.dimension,
        cell.scale,
        cell.day,
        cell.touchpoint,
        cell.survey,
        cell.version,
        cell.question,
        cell.value,
        ...cell.counts,
      );
    }
  };
}

function addUp(changes: readonly CellChange[], { countsOf }: SegmentValues): Iterable<CellChanged> {
  const cells = new Map<string, CellChanged>();
  for (const { known, bucket, day, state, by } of changes) {
    const { project } = known;
    for (const { slot, ...cell } of countsOf(state, known)) {
      const key = JSON.stringify([project, bucket, day, cell]);
      let changed = cells.get(key);
      if (!changed) {
        changed = { ...cell, project, bucket, day, counts: columns.map(() => 0) };
        cells.set(key, changed);
      }
      changed.counts[slot] = (changed.counts[slot] ?? 0) + by;
    }
  }
  return cells.values();
}
