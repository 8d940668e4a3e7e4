import type { Database } from 'better-sqlite3';
import { type CellChange, cellColumns, cellMoves } from '../cell-moves.ts';
import type { SegmentValues } from './segment-values.ts';

/** Moves the cells by the changes of a commit. To be called inside a transaction. */
export type WriteCells = (changes: readonly CellChange[]) => void;

export function createCellWriter(connection: Database, { keeps }: SegmentValues): WriteCells {
  const upsert = connection.prepare(
    `insert into cells (project, bucket, dimension, scale, day, touchpoint, survey, version, question, value,
       ${cellColumns.join()})
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${cellColumns.map(() => '?').join()})
     on conflict do update set ${cellColumns.map((column) => `${column} = ${column} + excluded.${column}`).join()}`,
  );
  const tellCounted = connection.prepare('update projects set counted = counted + 1 where id = ?');
  return (changes) => {
    const moves = cellMoves(changes, keeps);
    for (const move of moves)
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
    for (const project of new Set(moves.map((move) => move.project))) tellCounted.run(project);
  };
}
