import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { KnownProgram } from '../../program/known.ts';
import type { Key, Store } from '../store.ts';
import { openResponses, sumCells } from './cells.ts';
import { createClaims } from './claims.ts';
import { guarded, openDatabase } from './database.ts';
import { createMoments } from './moments.ts';
import { readProgram, refusalOf, writeProgram } from './programs.ts';
import { createRecorder } from './record.ts';
import { readRevision, readRevisions } from './revisions.ts';
import * as schema from './schema.ts';

/**
 * Opens the store in one SQLite file, made when it is not there. Several processes may have it open: each of their
 * transactions has the right to write to itself, and what they keep in memory is held against the file.
 *
 * @throws Error when the file cannot be opened or is not a database.
 */
export function openSqliteStore(file: string, clock: () => number): Store {
  const database = openDatabase(file);
  const { writer, reader, write, read, segmentValues } = database;
  const programs = new Map<string, KnownProgram | null>();
  const latestRevision = reader
    .prepare<[string], number | null>('select max(revision) from programs where project = ?')
    .pluck();
  const knownOf = (project: string) => {
    const kept = programs.get(project);
    // Another process may have pushed a program meanwhile, and counted the segments anew.
    if (kept !== undefined && (kept?.revision ?? null) === latestRevision.get(project)) return kept;
    segmentValues.forget();
    const known = readProgram(database, project);
    programs.set(project, known);
    return known;
  };
  const bucketsOf = (project: string) => knownOf(project)?.program.cells.buckets ?? 1;
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
  const settleClaim = createClaims({ reader, writer, bucketsOf });
  const moments = createMoments({ reader, writer, atomically });
  const keyByHash = reader.prepare<[string], KeyRow>(
    'select project, kind, scopes, hash, origins from keys where hash = ?',
  );
  const counted = reader.prepare<[string], number>('select counted from projects where id = ?').pluck();

  return {
    record: async (batches) => atomically(() => record(batches)),
    cells: async (selection) => guarded(() => sumCells(reader, selection, bucketsOf(selection.project))),
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
    refusalOf: async (project, revision, expected) =>
      guarded(() => refusalOf(database, { project, revision, expected, before: knownOf(project) })),
    revisions: async (project, page) => guarded(() => readRevisions(read, project, page)),
    revision: async (project, revision) => guarded(() => readRevision(read, project, revision)),
    cellsVersion: async (project) => guarded(() => counted.get(project) ?? 0),
    claim: async (claim, judge) => guarded(() => settleClaim(claim, judge)),
    addMoment: async (project, moment) => moments.add(project, moment),
    removeMoment: async (project, moment) => moments.remove(project, moment),
    openMoments: async (project, person) => guarded(() => moments.open(project, person)),
    hasMoments: async (project, now) => guarded(() => moments.any(project, now)),
    ensureProject: async (id, name) =>
      guarded(() => {
        const erasureKey = randomBytes(32).toString('hex');
        const { changes } = write
          .insert(schema.projects)
          .values({ id, name, created: clock(), erasureKey })
          .onConflictDoNothing()
          .run();
        return changes > 0;
      }),
    findKey: async (hash) => guarded(() => keyOf(keyByHash.get(hash))),
    keys: async (project) =>
      guarded(() =>
        read
          .select()
          .from(schema.keys)
          .where(eq(schema.keys.project, project))
          .all()
          .map((row) => ({
            ...row,
            scopes: row.scopes.split(' ').filter(Boolean),
            origins: row.origins?.split(' ').filter(Boolean) ?? null,
          })),
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
            .values({
              ...key,
              scopes: key.scopes.join(' '),
              origins: key.origins?.join(' ') ?? null,
              created: clock(),
            })
            .run();
      }),
    addExclusion: later,
    removeExclusion: later,
    exclusions: later,
    rejected: later,
    responsePage: later,
    person: later,
    erasePerson: later,
    expire: later,
    verifyCells: later,
    rebuildCells: later,
    ping: later,
    inspect: later,
    backup: later,
    audit: later,
    auditLog: later,
    projects: later,
    addKey: later,
    revokeKey: later,
    close: async () => {
      reader.close();
      writer.close();
    },
  };
}

interface KeyRow extends Omit<Key, 'scopes' | 'origins'> {
  scopes: string;
  origins: string | null;
}

function keyOf(row: KeyRow | undefined): Key | null {
  return row
    ? {
        ...row,
        scopes: row.scopes.split(' ').filter(Boolean),
        origins: row.origins?.split(' ').filter(Boolean) ?? null,
      }
    : null;
}

const later = async (): Promise<never> => {
  throw new Error('not there yet');
};
