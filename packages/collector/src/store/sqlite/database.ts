import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { StoreUnavailable } from '../store.ts';
import * as schema from './schema.ts';
import { createSegmentValues, type SegmentValues } from './segment-values.ts';

/** One writer, and a reader beside it on a connection of its own. */
export interface SqliteDatabase {
  writer: Database.Database;
  reader: Database.Database;
  /** drizzle over the writer and the reader: everything but the hot path. */
  write: BetterSQLite3Database<typeof schema>;
  read: BetterSQLite3Database<typeof schema>;
  segmentValues: SegmentValues;
}

const migrations = join(import.meta.dirname, '../../../migrations/sqlite');

/**
 * Opens the file, makes it durable and brings its schema up to date.
 *
 * @throws Error when the file cannot be opened or is not a database.
 */
export function openDatabase(file: string): SqliteDatabase {
  mkdirSync(dirname(file), { recursive: true });
  const writer = new Database(file, { timeout: 5_000 });
  // FULL: a commit has reached the disk when it returns. NORMAL may lose the last ones when the power goes.
  writer.pragma('journal_mode = WAL');
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  const write = drizzle(writer, { schema });
  migrate(write, { migrationsFolder: migrations });
  const reader = new Database(file, { readonly: true, timeout: 5_000 });
  return {
    writer,
    reader,
    write,
    read: drizzle(reader, { schema }),
    segmentValues: createSegmentValues(writer),
  };
}

/** What may pass by itself: somebody else has the file, or the disk is full, failing or away. */
const passing = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/;

/** Runs a piece of work and turns what SQLite cannot do now into `StoreUnavailable`; anything else is a fault of ours. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Database.SqliteError && passing.test(error.code))
      throw new StoreUnavailable(`SQLite: ${error.code}: ${error.message}`, { cause: error });
    throw error;
  }
}
