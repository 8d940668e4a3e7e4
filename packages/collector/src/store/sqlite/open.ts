import { and, eq } from 'drizzle-orm';
import type { KnownProgram } from '../../program/known.ts';
import type { Key, KeyRecord, Store } from '../store.ts';
import { openResponses, sumCells } from './cells.ts';
import { guarded, openDatabase } from './database.ts';
import { readProgram, writeProgram } from './programs.ts';
import { createRecorder } from './record.ts';
import * as schema from './schema.ts';

/**
 * Opens the store in one SQLite file, made when it is not there. One process writes to it.
 *
 * @throws Error when the file cannot be opened or is not a database.
 */
export function openSqliteStore(file: string, clock: () => number): Store {
  const database = openDatabase(file);
  const { writer, reader, write, read, segmentValues } = database;
  const programs = new Map<string, KnownProgram | null>();
  const knownOf = (project: string) => {
    const known = programs.get(project) ?? readProgram(database, project);
    programs.set(project, known);
    return known;
  };
  const record = createRecorder(writer, { knownOf, segmentValues });
  // Immediate: the right to write is taken at once, not at the first write, where it could no longer be waited for.
  const atomically = <T>(work: () => T): T => {
    try {
      return guarded(() => writer.transaction(work).immediate());
    } catch (error) {
      segmentValues.forget();
      throw error;
    }
  };

  return {
    record: async (batches) => atomically(() => record(batches)),
    cells: async (selection) =>
      guarded(() => sumCells(reader, selection, knownOf(selection.project)?.program.cells.buckets ?? 1)),
    openResponses: async (project, since) =>
      guarded(() => {
        const known = knownOf(project);
        return known ? openResponses(database, known, since) : [];
      }),
    program: async (project) => guarded(() => knownOf(project)),
    putProgram: async (project, revision, expected) => {
      const put = atomically(() =>
        writeProgram(database, { project, revision, expected, before: knownOf(project), now: clock() }),
      );
      if (put.known) programs.set(project, put.known);
      return put;
    },
    ensureProject: async (id, name) =>
      guarded(() => {
        write.insert(schema.projects).values({ id, name, created: clock() }).onConflictDoNothing().run();
      }),
    findKey: async (hash) =>
      guarded(() => keyOf(read.select().from(schema.keys).where(eq(schema.keys.hash, hash)).get())),
    keys: async (project) =>
      guarded(() =>
        read
          .select()
          .from(schema.keys)
          .where(eq(schema.keys.project, project))
          .all()
          .map((row) => ({ ...row, scopes: row.scopes.split(' ').filter(Boolean) })),
      ),
    putSettingsKeys: async (project, keys) =>
      atomically(() => {
        write
          .delete(schema.keys)
          .where(and(eq(schema.keys.project, project), eq(schema.keys.source, 'settings')))
          .run();
        for (const key of keys)
          write
            .insert(schema.keys)
            .values({ ...key, scopes: key.scopes.join(' '), created: clock() })
            .run();
      }),
    close: async () => {
      reader.close();
      writer.close();
    },
  };
}

function keyOf(row: (Omit<KeyRecord, 'scopes'> & { scopes: string }) | undefined): Key | null {
  return row ? { project: row.project, kind: row.kind, scopes: row.scopes.split(' ').filter(Boolean) } : null;
}
