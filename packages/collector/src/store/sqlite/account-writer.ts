import type { Database } from 'better-sqlite3';
import { accountMoves } from '../account-moves.ts';
import type { CellChange } from '../cell-moves.ts';

/** Moves the sums per account; tells the projects in which something has moved. To be called inside a transaction. */
export type WriteAccounts = (changes: readonly CellChange[]) => Set<string>;

const key = 'project, bucket, scale, month, touchpoint, survey, version, question, account'.split(', ');
const sums = ['n', 'thirds', 'ninths'];

export function createAccountWriter(connection: Database): WriteAccounts {
  const columns = [...key, ...sums];
  const upsert = connection.prepare(
    `insert into account_sums (${columns.join()}) values (${columns.map((column) => `@${column}`).join()})
     on conflict do update set ${sums.map((column) => `${column} = ${column} + excluded.${column}`).join()}`,
  );
  // An account of which nothing is left leaves no trace.
  const dropEmpty = connection.prepare(
    `delete from account_sums where ${key.map((column) => `${column} = @${column}`).join(' and ')} and n = 0`,
  );
  return (changes) => {
    const moves = accountMoves(changes);
    for (const move of moves) {
      upsert.run(move);
      if (move.n < 0) dropEmpty.run(move);
    }
    return new Set(moves.map(({ project }) => project));
  };
}
