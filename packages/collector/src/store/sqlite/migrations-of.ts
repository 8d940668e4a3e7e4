import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { migratedTo, readJournal } from './migrate.ts';

/** When the last migration was made that a file has seen, 0 without a file, and the last that there is. */
export function sqliteMigrations(file: string): { seen: number; known: number } {
  const known = readJournal().at(-1)?.when ?? 0;
  if (!existsSync(file)) return { seen: 0, known };
  const connection = new Database(file, { readonly: true, timeout: 5_000 });
  try {
    return { seen: migratedTo(connection), known };
  } finally {
    connection.close();
  }
}
