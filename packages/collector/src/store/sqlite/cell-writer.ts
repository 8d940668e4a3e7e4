import type { Database } from 'better-sqlite3';
import { type CellChange, cellColumns, cellMoves } from '../cell-moves.ts';
import type { SegmentValues } from './segment-values.ts';

/** Returns a function that writes the changes of a commit. */
export function createCellWriter(
  writer: Database,
  { keeps }: SegmentValues,
): (changes: readonly CellChange[]) => void {
  const upsert = writer.prepare(
    `insert into cells (project, bucket, dimension, scale, day, touchpoint, survey, version, question, value,
       ${cellColumns.join()})
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${cellColumns.map(() => '?').join()})
     on conflict do update set ${cellColumns.map((column) => `${column} = ${column} + excluded.${column}`).join()}`,
  );
  return (changes) => {
    for (const move of cellMoves(changes, keeps))
      upsert.run(
        move.project,
        move.bucket,
        move.dimension,
        move.scale,
        move.day,
        move.touchpoint,
        move.survey,
        move.version,
        move.question,
        move.value,
        ...move.counts,
      );
  };
}
