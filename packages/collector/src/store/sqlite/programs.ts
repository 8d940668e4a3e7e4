import { canonical } from '@milepost/engine';
import type { Problem } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { type KnownProgram, movesCells, type Revision } from '../../program/known.ts';
import { fixedBuckets, staleProgram } from '../program-refusal.ts';
import { knownProgramOf, type ProgramRows } from '../program-rows.ts';
import type { PutProgram } from '../store.ts';
import type { RebuildCells } from './rebuild.ts';
import type { SegmentValues } from './segment-values.ts';

export type Programs = ReturnType<typeof createPrograms>;

/** A revision on its way in. */
interface Change {
  revision: Revision;
  /** The revision that the change was made for; null for none yet. */
  expected: number | null;
}

interface ProgramParts {
  connection: Database;
  segmentValues: SegmentValues;
  clock: () => number;
}

/** The latest program of every project, kept in memory and held against the file, since another process may push. */
export function createPrograms({ connection, segmentValues, clock }: ProgramParts) {
  const kept = new Map<string, KnownProgram | null>();
  const latestRevision = connection
    .prepare<[string], number | null>('select max(revision) from programs where project = ?')
    .pluck();
  const read = createRead(connection);
  const write = createWrite(connection);
  const hasResponses = connection.prepare('select 1 from responses where project = ? limit 1');

  const of = (project: string): KnownProgram | null => {
    const known = kept.get(project);
    if (known !== undefined && (known?.revision ?? null) === latestRevision.get(project)) return known;
    // Whoever has pushed it may have given up values of a segment.
    segmentValues.forget();
    const latest = read(project);
    kept.set(project, latest);
    return latest;
  };

  /** Why a revision cannot be stored, or null. */
  const refusal = (project: string, { revision, expected }: Change): Problem | null => {
    const before = of(project);
    if ((before?.revision ?? null) !== expected) return staleProgram();
    if (
      before &&
      before.program.cells.buckets !== revision.program.cells.buckets &&
      hasResponses.get(project) !== undefined
    )
      return fixedBuckets(before.program);
    return null;
  };

  return {
    of,
    bucketsOf: (project: string): number => of(project)?.program.cells.buckets ?? 1,
    refusal,
    /** Stores a revision with all that comes with it. To be called inside a transaction. */
    put: (project: string, change: Change & { rebuild: RebuildCells }): PutProgram => {
      const before = of(project);
      const refused = refusal(project, change);
      if (refused) return { known: null, problem: refused };
      const { revision } = change;
      write(project, { revision, number: (before?.revision ?? 0) + 1, now: clock() });
      const known = read(project);
      if (!known) throw new Error('the program that was just written is not there');
      segmentValues.retain(project, known.program.segments);
      if (before && movesCells(before.program, known.program)) change.rebuild(known);
      return { known, problem: null };
    },
  };
}

/** Returns a function that reads the latest program with everything that earlier revisions knew, or null for none. */
function createRead(connection: Database): (project: string) => KnownProgram | null {
  const latest = connection.prepare<[string], ProgramRows['latest']>(
    'select revision, document from programs where project = ? order by revision desc limit 1',
  );
  const surveysOf = connection.prepare<[string], ProgramRows['surveys'][number]>(
    'select survey, version, content from surveys where project = ? order by survey, version',
  );
  const touchpointsOf = connection.prepare<[string], ProgramRows['touchpoints'][number]>(
    'select touchpoint, stage, pattern from touchpoints where project = ?',
  );
  return (project) => {
    const row = latest.get(project);
    if (!row) return null;
    return knownProgramOf(project, {
      latest: row,
      surveys: surveysOf.all(project),
      touchpoints: touchpointsOf.all(project),
    });
  };
}

interface Written {
  revision: Revision;
  number: number;
  now: number;
}

/** Returns a function that writes a revision, the survey versions that are new with it, and its touchpoints. */
function createWrite(connection: Database): (project: string, written: Written) => void {
  const insertProgram = connection.prepare(
    'insert into programs (project, revision, document, created) values (?, ?, ?, ?)',
  );
  const insertSurvey = connection.prepare(
    'insert into surveys (project, survey, version, content, revision) values (?, ?, ?, ?, ?)',
  );
  const putTouchpoint = connection.prepare(
    `insert into touchpoints (project, touchpoint, stage, pattern) values (?, ?, ?, ?)
     on conflict do update set stage = excluded.stage, pattern = excluded.pattern`,
  );
  return (project, { revision: { program, surveys }, number, now }) => {
    // In the order in which it was written: the variants of a touchpoint share people by it.
    insertProgram.run(project, number, JSON.stringify(program), now);
    for (const { survey, version, content } of surveys)
      insertSurvey.run(project, survey, version, canonical(content), number);
    for (const [touchpoint, { stage, pattern }] of Object.entries(program.touchpoints))
      putTouchpoint.run(project, touchpoint, stage, pattern);
  };
}
