import { canonical } from '@milepost/engine';
import type { Problem } from '@milepost/protocol';
import { type KnownProgram, movesCells, type Revision } from '../../program/known.ts';
import { fixedBuckets, staleProgram } from '../program-refusal.ts';
import { knownProgramOf, type ProgramRows } from '../program-rows.ts';
import type { PutProgram } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { shardsOf } from './shard.ts';

/** What this process knows of the programs, held against the database each time. */
export interface Programs {
  /** The latest program, or null when there is none. */
  latest(project: string): Promise<KnownProgram | null>;
  /** The program of a revision that the database has just told to be the latest. */
  of(connection: Connection, project: string, revision: number | null): Promise<KnownProgram | null>;
}

export function createPrograms(read: Connection): Programs {
  const kept = new Map<string, KnownProgram>();
  const of: Programs['of'] = async (connection, project, revision) => {
    if (revision === null) return null;
    const known = kept.get(project);
    if (known?.revision === revision) return known;
    const current = await readProgram(connection, project);
    // Of several that read at once the last may have read first.
    if (current && current.revision >= (kept.get(project)?.revision ?? 0)) kept.set(project, current);
    return current;
  };
  return {
    of,
    latest: async (project) => {
      const [row] = await read.rows<{ revision: number | null }>(
        'select max(revision) as revision from programs where project = $1',
        [project],
      );
      return of(read, project, row?.revision ?? null);
    },
  };
}

/** The latest program of a project with everything that earlier revisions knew, or null when it has none. */
async function readProgram(connection: Connection, project: string): Promise<KnownProgram | null> {
  const [latest] = await connection.rows<ProgramRows['latest']>(
    'select revision, document from programs where project = $1 order by revision desc limit 1',
    [project],
  );
  if (!latest) return null;
  return knownProgramOf(project, {
    latest,
    // Not those of a revision that was pushed since.
    surveys: await connection.rows(
      `select survey, version, content from surveys where project = $1 and revision <= $2
       order by survey, version`,
      [project, latest.revision],
    ),
    touchpoints: await connection.rows(
      'select touchpoint, stage, pattern from touchpoints where project = $1',
      [project],
    ),
  });
}

export interface ProgramChange {
  project: string;
  revision: Revision;
  /** The revision that the change was made for; null for none yet. */
  expected: number | null;
}

/** Why a revision cannot be stored, or null. */
export async function refusalOf(
  connection: Connection,
  before: KnownProgram | null,
  { revision, expected }: ProgramChange,
): Promise<Problem | null> {
  if ((before?.revision ?? null) !== expected) return staleProgram();
  if (
    before &&
    before.program.cells.buckets !== revision.program.cells.buckets &&
    (await hasResponses(connection, before))
  )
    return fixedBuckets(before.program);
  return null;
}

/**
 * Stores a revision with all that comes with it, in a transaction that has the project for itself. `recount` tells that
 * the cells depend on the change.
 */
export async function writeProgram(
  connection: Connection,
  change: ProgramChange,
  now: number,
): Promise<PutProgram & { recount: boolean }> {
  const { project, revision } = change;
  const before = await readProgram(connection, project);
  const refusal = await refusalOf(connection, before, change);
  if (refusal) return { known: null, problem: refusal, recount: false };
  const next = (before?.revision ?? 0) + 1;
  await connection.run(
    'insert into programs (project, revision, document, created) values ($1, $2, $3, $4)',
    // In the order in which it was written: the variants of a touchpoint share people by it.
    [project, next, JSON.stringify(revision.program), now],
  );
  for (const { survey, version, content } of revision.surveys)
    await connection.run(
      'insert into surveys (project, survey, version, content, revision) values ($1, $2, $3, $4, $5)',
      [project, survey, version, canonical(content), next],
    );
  for (const [touchpoint, { stage, pattern }] of Object.entries(revision.program.touchpoints))
    await connection.run(
      `insert into touchpoints (project, touchpoint, stage, pattern) values ($1, $2, $3, $4)
       on conflict (project, touchpoint) do update set stage = excluded.stage, pattern = excluded.pattern`,
      [project, touchpoint, stage, pattern],
    );
  const known = await readProgram(connection, project);
  if (!known) throw new Error('the program that was just written is not there');
  return { known, problem: null, recount: before !== null && movesCells(before.program, known.program) };
}

async function hasResponses(connection: Connection, { project, program }: KnownProgram): Promise<boolean> {
  const rows = await connection.rows('select 1 from responses where shard = any($1::text[]) limit 1', [
    texts(shardsOf(project, program.cells.buckets)),
  ]);
  return rows.length > 0;
}
