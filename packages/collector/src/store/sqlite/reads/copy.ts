import type { Database } from 'better-sqlite3';

/** Writes everything, as it is at this instant, to a file that is not there yet. */
export function copy(connection: Database, { file }: { file: string }): void {
  connection.prepare('vacuum into ?').run(file);
}
