import { canonical } from '@milepost/engine';
import { type Problem, type Program, problem, type Survey } from '@milepost/protocol';
import { desc, eq, sql } from 'drizzle-orm';
import {
  type KnownProgram,
  type KnownSurvey,
  knownSurvey,
  localesOf,
  movesCells,
  type Revision,
} from '../../program/known.ts';
import type { PutProgram } from '../store.ts';
import { rebuildCells } from './cells.ts';
import type { SqliteDatabase } from './database.ts';
import * as schema from './schema.ts';

/** The latest program of a project with everything that earlier revisions knew, or null when it has none. */
export function readProgram({ write }: SqliteDatabase, project: string): KnownProgram | null {
  const latest = write
    .select()
    .from(schema.programs)
    .where(eq(schema.programs.project, project))
    .orderBy(desc(schema.programs.revision))
    .limit(1)
    .get();
  if (!latest) return null;
  const program = JSON.parse(latest.document) as Program;
  const surveys = new Map<string, Map<number, KnownSurvey>>();
  for (const row of write
    .select()
    .from(schema.surveys)
    .where(eq(schema.surveys.project, project))
    .orderBy(schema.surveys.survey, schema.surveys.version)
    .all()) {
    const versions = surveys.get(row.survey) ?? new Map<number, KnownSurvey>();
    versions.set(row.version, knownSurvey(row.survey, row.version, JSON.parse(row.content) as Survey));
    surveys.set(row.survey, versions);
  }
  const touchpoints = write
    .select()
    .from(schema.touchpoints)
    .where(eq(schema.touchpoints.project, project))
    .all();
  return {
    project,
    revision: latest.revision,
    program,
    surveys,
    touchpoints: new Map(
      touchpoints.map(({ touchpoint, stage, pattern }) => [touchpoint, { stage, pattern }]),
    ),
    locales: localesOf(program),
  };
}

interface Change {
  project: string;
  revision: Revision;
  /** The revision that the change was made for; null for none yet. */
  expected: number | null;
  before: KnownProgram | null;
  now: number;
}

/** Why a revision cannot be stored, or null. */
export function refusalOf(
  database: SqliteDatabase,
  { project, revision, expected, before }: Omit<Change, 'now'>,
): Problem | null {
  if ((before?.revision ?? null) !== expected)
    return problem('program_stale', 'another revision was pushed meanwhile; pull and push again');
  if (
    before &&
    before.program.cells.buckets !== revision.program.cells.buckets &&
    hasResponses(database, project)
  )
    return problem('buckets_fixed', 'cells.buckets is fixed by the first response of a project', [
      { path: '/cells/buckets', message: `must stay ${before.program.cells.buckets}` },
    ]);
  return null;
}

/** Stores a revision with all that comes with it. To be called inside a transaction. */
export function writeProgram(database: SqliteDatabase, change: Change): PutProgram {
  const { project, revision, before, now } = change;
  const refusal = refusalOf(database, change);
  if (refusal) return { known: null, problem: refusal };
  const { write } = database;
  const next = (before?.revision ?? 0) + 1;
  write
    .insert(schema.programs)
    .values({
      project,
      revision: next,
      // In the order in which it was written: the variants of a touchpoint share people by it.
      document: JSON.stringify(revision.program),
      created: now,
    })
    .run();
  for (const { survey, version, content } of revision.surveys)
    write
      .insert(schema.surveys)
      .values({ project, survey, version, content: canonical(content), revision: next })
      .run();
  for (const [touchpoint, { stage, pattern }] of Object.entries(revision.program.touchpoints))
    write
      .insert(schema.touchpoints)
      .values({ project, touchpoint, stage, pattern })
      .onConflictDoUpdate({
        target: [schema.touchpoints.project, schema.touchpoints.touchpoint],
        set: { stage, pattern },
      })
      .run();
  const known = readProgram(database, project);
  if (!known) throw new Error('the program that was just written is not there');
  if (before && movesCells(before.program, known.program)) rebuildCells(database, known);
  return { known, problem: null };
}

function hasResponses({ write }: SqliteDatabase, project: string): boolean {
  return (
    write
      .select({ one: sql`1` })
      .from(schema.responses)
      .where(eq(schema.responses.project, project))
      .limit(1)
      .get() !== undefined
  );
}
