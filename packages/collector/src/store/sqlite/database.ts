import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.ts';
import { migrate } from './migrate.ts';
import { createSegmentValues, type SegmentValues } from './segment-values.ts';

/** How long a statement waits for another process that writes, in milliseconds. */
export const patienceMs = 5_000;

/** The connection that writes, and reads what is cheap. */
export interface SqliteDatabase {
  connection: Database.Database;
  segmentValues: SegmentValues;
  /** Runs a piece of work in one transaction: all of it is durable when this returns, or nothing is kept. */
  atomically: <T>(work: () => T) => T;
}

/**
 * Opens the file, makes it durable and brings its schema up to date.
 *
 * @throws Error when the file cannot be opened or is not a database.
 */
export function openDatabase(file: string, waitMs = patienceMs): SqliteDatabase {
  mkdirSync(dirname(file), { recursive: true });
  const connection = new Database(file, { timeout: waitMs });
  try {
    connection.pragma('journal_mode = WAL');
    // FULL: a commit has reached the disk when it returns. NORMAL may lose the last ones when the power goes.
    connection.pragma('synchronous = FULL');
    // What is erased is overwritten in the file, not just forgotten; it costs nothing that can be measured.
    connection.pragma('secure_delete = ON');
    migrate(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
  const segmentValues = createSegmentValues(connection);
  const refuseGone = createRefuseGone(file);
  let isDamaged = false;
  return {
    connection,
    segmentValues,
    atomically: (work) => {
      // Another page of a damaged file may still take an answer, and nobody could promise that it is found again.
      if (isDamaged)
        throw new StoreUnavailable(`${file} is damaged; stop, and put the last backup in its place`);
      try {
        // Immediate: the right to write is taken at once, not at the first write, where it could no longer be waited for.
        const done = guarded(() => connection.transaction(work).immediate());
        refuseGone();
        return done;
      } catch (error) {
        segmentValues.forget();
        isDamaged = error instanceof Error && damaged.test(codeOf(error.cause));
        throw error;
      }
    },
  };
}

/**
 * Returns a function that throws when the file is no longer the one that was opened. SQLite goes on writing to a file
 * that was deleted or replaced, and nobody would find what it acknowledges.
 */
function createRefuseGone(file: string): () => void {
  const identity = () => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found && `${found.dev} ${found.ino}`;
  };
  const opened = identity();
  return () => {
    if (identity() !== opened)
      throw new StoreUnavailable(`${file} was moved, deleted or replaced while it was in use; start again`);
  };
}

/** What may pass by itself: somebody else has the file, or the disk is full, failing or away; or the file is damaged. */
const unavailable = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM|CORRUPT|NOTADB)/;
const damaged = /^SQLITE_(CORRUPT|NOTADB)/;

/** Runs a piece of work and turns what SQLite cannot do now into `StoreUnavailable`; anything else is a fault of ours. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translated(error);
  }
}

/** The error as the port tells it. */
export function translated(error: unknown): unknown {
  const code = codeOf(error);
  return unavailable.test(code)
    ? new StoreUnavailable(`SQLite: ${code}: ${(error as Error).message}`, { cause: error })
    : error;
}

/** The code of an error of SQLite, `''` of any other. */
function codeOf(error: unknown): string {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
