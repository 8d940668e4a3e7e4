import type { Program } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { type BroughtSurvey, type RevisionRow, storedRevisionOf } from '../program-rows.ts';
import type { StoredRevision } from '../store.ts';

/** What was pushed, revision by revision. */
export function createRevisions(connection: Database) {
  const broughtBy = connection.prepare<[string], BroughtSurvey>(
    'select survey, version, revision from surveys where project = ? order by version',
  );
  const page = connection.prepare<[string, number, number], RevisionRow>(
    `select revision, created, document from programs where project = ? and revision < ?
     order by revision desc limit ?`,
  );
  const one = connection
    .prepare<[string, number], string>('select document from programs where project = ? and revision = ?')
    .pluck();
  return {
    /** The latest revisions of a project's program, or those before one, the newest first. */
    page: (
      project: string,
      { before, limit }: { before: number | null; limit: number },
    ): StoredRevision[] => {
      const brought = broughtBy.all(project);
      return page
        .all(project, before ?? Number.MAX_SAFE_INTEGER, limit)
        .map((row) => storedRevisionOf(row, brought));
    },
    /** The document of one revision, or null when there is no such revision. */
    one: (project: string, revision: number): Program | null => {
      const document = one.get(project, revision);
      return document === undefined ? null : (JSON.parse(document) as Program);
    },
  };
}
