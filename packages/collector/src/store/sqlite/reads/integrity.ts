import type { Database } from 'better-sqlite3';

/** What SQLite finds wrong with the file; nothing for a sound one. */
export function integrity(connection: Database, _args: object): string[] {
  try {
    const rows = connection.pragma('integrity_check(10)') as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  } catch (error) {
    // Some damage keeps the check itself from coming to its end.
    const { code, message } = error as { code?: string; message: string };
    if (code?.startsWith('SQLITE_CORRUPT')) return [message];
    throw error;
  }
}
