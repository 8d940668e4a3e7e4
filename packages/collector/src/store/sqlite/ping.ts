import type { Database } from 'better-sqlite3';

/** Returns a function that writes one row, whose commit proves that the store can be written. */
export function createPing(connection: Database): (now: number) => void {
  const beat = connection.prepare(
    'insert into heartbeat (one, at) values (1, ?) on conflict do update set at = excluded.at',
  );
  return (now) => {
    beat.run(now);
  };
}
