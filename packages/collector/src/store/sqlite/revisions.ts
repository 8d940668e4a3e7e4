import type { Program } from '@milepost/protocol';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { StoredRevision } from '../store.ts';
import type { SqliteDatabase } from './database.ts';
import { programs, surveys } from './schema.ts';

interface Page {
  before: number | null;
  limit: number;
}

/** The latest revisions of a project's program, or those before one, the newest first. */
export function readRevisions(
  read: SqliteDatabase['read'],
  project: string,
  { before, limit }: Page,
): StoredRevision[] {
  const brought = read
    .select({ survey: surveys.survey, version: surveys.version, revision: surveys.revision })
    .from(surveys)
    .where(eq(surveys.project, project))
    .orderBy(surveys.version)
    .all();
  return read
    .select()
    .from(programs)
    .where(and(eq(programs.project, project), before === null ? undefined : lt(programs.revision, before)))
    .orderBy(desc(programs.revision))
    .limit(limit)
    .all()
    .map(({ revision, created, document }) => {
      const program = JSON.parse(document) as Program;
      const latest = new Map(
        brought.filter((one) => one.revision <= revision).map(({ survey, version }) => [survey, version]),
      );
      const versions = Object.keys(program.surveys).map((name) => [name, latest.get(name) ?? 1]);
      return { revision, created, program, surveys: Object.fromEntries(versions) };
    });
}

/** The document of one revision, or null when there is no such revision. */
export function readRevision(
  read: SqliteDatabase['read'],
  project: string,
  revision: number,
): Program | null {
  const row = read
    .select({ document: programs.document })
    .from(programs)
    .where(and(eq(programs.project, project), eq(programs.revision, revision)))
    .get();
  return row ? (JSON.parse(row.document) as Program) : null;
}
