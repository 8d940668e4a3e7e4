import type { Database } from 'better-sqlite3';
import { type CellChange, cellColumns, cellMoves } from '../cell-moves.ts';
import { monthsOfChanges } from '../counted-months.ts';
import { createAccountWriter } from './account-writer.ts';
import type { SegmentValues } from './segment-values.ts';

/** What is counted of responses. To be called inside a transaction. */
export interface CellWriter {
  /** Moves the cells, and the sums per account, by the changes of a commit. */
  write(changes: readonly CellChange[]): void;
  /** Moves the sums per account alone: answers stay, and whose they were goes. */
  writeAccounts(changes: readonly CellChange[]): void;
}

export function createCellWriter(connection: Database, { keeps }: SegmentValues): CellWriter {
  const upsert = connection.prepare(
    `insert into cells (project, bucket, dimension, scale, day, touchpoint, survey, version, question, value,
       ${cellColumns.join()})
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${cellColumns.map(() => '?').join()})
     on conflict do update set ${cellColumns.map((column) => `${column} = ${column} + excluded.${column}`).join()}`,
  );
  const moveAccounts = createAccountWriter(connection);
  const tellCounted = connection.prepare('update projects set counted = counted + 1 where id = ?');
  const raiseMonth = connection.prepare(
    `insert into counted_months (project, month, counted) values (?, ?, 1)
     on conflict do update set counted = counted + 1`,
  );
  const tell = (projects: Iterable<string>, changes: readonly CellChange[]): void => {
    for (const project of projects) tellCounted.run(project);
    for (const { project, month } of monthsOfChanges(changes)) raiseMonth.run(project, month);
  };
  return {
    write: (changes) => {
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
      const projects = moveAccounts(changes);
      for (const { project } of moves) projects.add(project);
      tell(projects, changes);
    },
    writeAccounts: (changes) => tell(moveAccounts(changes), changes),
  };
}
