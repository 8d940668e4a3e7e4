import type { Database } from 'better-sqlite3';
import { keptMs, type SweepLimit } from '../kept-ms.ts';
import type { Erasures } from './erasures.ts';

/** Returns a function that takes away some of what is past its time. To be called inside a transaction. */
export function createSweep(connection: Database, erasures: Erasures): (limit: SweepLimit) => number {
  const oldestOf = (table: string, column: string) =>
    connection.prepare<[number, number]>(
      `delete from ${table} where rowid in (select rowid from ${table} where ${column} <= ? limit ?)`,
    );
  const rejected = oldestOf('rejected', 'at');
  const moments = oldestOf('moments', 'expires');
  const claims = oldestOf('claims', 'at');
  // Has no index of its time, but is written in the order of it.
  const audit = connection.prepare<[number, number]>(
    `delete from audit where sequence in (
       select sequence from (select sequence, at from audit order by sequence limit ?) where at <= ?)`,
  );
  return ({ at, rows }) =>
    rejected.run(at - keptMs.rejected, rows).changes +
    moments.run(at, rows).changes +
    claims.run(at - keptMs.claims, rows).changes +
    audit.run(rows, at - keptMs.audit).changes +
    erasures.forget({ before: at - keptMs.erasures, rows });
}
