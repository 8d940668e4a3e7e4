import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { localDays } from '../../../intake/local-day.ts';
import type { KnownProgram } from '../../../program/known.ts';
import { createAccountCounter } from '../../account-faults.ts';
import { type AccountMove, accountMoves } from '../../account-moves.ts';
import { createCellCounter } from '../../cell-faults.ts';
import { type CellChange, type CellMove, cellColumns, cellMoves } from '../../cell-moves.ts';
import type { CellFault } from '../../store.ts';
import { readKeptValues } from '../segment-values.ts';
import { createWordCounter } from './word-faults.ts';

interface CountedRow {
  bucket: number;
  id: string;
  shown: number;
  state: string;
  excluded: 0 | 1;
}

type CellRow = Omit<CellMove, 'counts'> & Record<string, unknown>;

/**
 * The cells, the sums per account and the words that are not what the responses add up to: the first so many, and how
 * many there are. Null when they are counted by another revision of the program already.
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
  const counters = { cells: createCellCounter(), accounts: createAccountCounter() };
  const words = createWordCounter(connection, known);
  const keeps = readKeptValues(connection, project);
  const localDay = localDays(program.timezone);
  const responses = connection.prepare<[string], CountedRow>(
    'select bucket, id, shown, state, excluded from responses where project = ?',
  );
  for (const { bucket, id, shown, state: text, excluded } of responses.iterate(project)) {
    const state = JSON.parse(text) as ResponseState;
    words.add({ bucket, id }, state);
    if (excluded) continue;
    const changes: CellChange[] = [{ known, bucket, day: localDay(shown), state, by: 1 }];
    counters.cells.add(cellMoves(changes, keeps));
    counters.accounts.add(accountMoves(changes));
  }
  const cells = connection.prepare<[string], CellRow>('select * from cells where project = ?');
  const sums = connection.prepare<[string], AccountMove>('select * from account_sums where project = ?');
  const found = [
    counters.cells.faults(kept(cells.iterate(project)), limit),
    counters.accounts.faults(sums.iterate(project), limit),
    words.faults(),
  ];
  return {
    faults: found.flatMap(({ faults }) => faults).slice(0, limit),
    count: found.reduce((sum, { count }) => sum + count, 0),
  };
}

function* kept(rows: Iterable<CellRow>): Generator<CellMove> {
  for (const row of rows) yield { ...row, counts: cellColumns.map((column) => Number(row[column])) };
}
