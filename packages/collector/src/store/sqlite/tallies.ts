import type { Tally } from '@milepost/protocol';
import type { Database, Statement } from 'better-sqlite3';
import { mergeTally, type StoredTally } from '../merge-tally.ts';

/** Stores a tally. To be called inside a transaction. */
export type RecordTally = (project: string, tally: Tally) => void;

/** Returns a function that stores a tally; tallies merge by maximum, count by count. */
export function createTallyRecorder(connection: Database): RecordTally {
  const find: Statement<[string, string], StoredTally> = connection.prepare(
    'select triggered, gates from tallies where project = ? and id = ?',
  );
  const upsert = connection.prepare(
    `insert into tallies (project, id, day, touchpoint, triggered, gates) values (?, ?, ?, ?, ?, ?)
     on conflict do update set triggered = excluded.triggered, gates = excluded.gates`,
  );
  return (project, tally) => {
    const stored = find.get(project, tally.id);
    const merged = mergeTally(stored ?? null, tally);
    upsert.run(project, tally.id, tally.day, tally.touchpoint, merged.triggered, merged.gates);
  };
}
