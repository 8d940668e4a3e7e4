import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { localDays } from '../../../intake/local-day.ts';
import type { KnownProgram } from '../../../program/known.ts';
import { createCellCounter } from '../../cell-faults.ts';
import { type CellMove, cellColumns, cellMoves } from '../../cell-moves.ts';
import type { CellFault } from '../../store.ts';
import { readKeptValues } from '../segment-values.ts';

interface CountedRow {
  bucket: number;
  shown: number;
  state: string;
}

type CellRow = Omit<CellMove, 'counts'> & Record<string, unknown>;

/**
 * The cells that are not what the responses add up to: the first so many, and how many there are. Null when they are
 * counted by another revision of the program already.
 */
export function verifyCells(
  connection: Database,
  { known, limit }: { known: KnownProgram; limit: number },
): { faults: CellFault[]; count: number } | null {
  const { project, program } = known;
  const revision = connection
    .prepare('select max(revision) from programs where project = ?')
    .pluck()
    .get(project);
  if (revision !== known.revision) return null;
  const counter = createCellCounter();
  const keeps = readKeptValues(connection, project);
  const localDay = localDays(program.timezone);
  const responses = connection.prepare<[string], CountedRow>(
    'select bucket, shown, state from responses where project = ? and excluded = 0',
  );
  for (const { bucket, shown, state: text } of responses.iterate(project)) {
    const state = JSON.parse(text) as ResponseState;
    counter.add(cellMoves([{ known, bucket, day: localDay(shown), state, by: 1 }], keeps));
  }
  const cells = connection.prepare<[string], CellRow>('select * from cells where project = ?');
  return counter.faults(kept(cells.iterate(project)), limit);
}

function* kept(rows: Iterable<CellRow>): Generator<CellMove> {
  for (const row of rows) yield { ...row, counts: cellColumns.map((column) => Number(row[column])) };
}
