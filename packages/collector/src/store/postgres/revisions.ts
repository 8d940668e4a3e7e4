import type { Program } from '@milepost/protocol';
import { type BroughtSurvey, type RevisionRow, storedRevisionOf } from '../program-rows.ts';
import type { StoredRevision } from '../store.ts';
import type { Connection } from './database.ts';

/** The latest revisions of a project's program, or those before one, the newest first. */
export async function readRevisions(
  connection: Connection,
  project: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<StoredRevision[]> {
  const brought = await connection.rows<BroughtSurvey>(
    'select survey, version, revision from surveys where project = $1 order by version',
    [project],
  );
  const rows = await connection.rows<RevisionRow>(
    `select revision, created, document from programs
     where project = $1 and ($2::int4 is null or revision < $2) order by revision desc limit $3`,
    [project, before, limit],
  );
  return rows.map((row) => storedRevisionOf(row, brought));
}

/** The document of one revision, or null when there is no such revision. */
export async function readRevision(
  connection: Connection,
  project: string,
  revision: number,
): Promise<Program | null> {
  const [row] = await connection.rows<{ document: string }>(
    'select document from programs where project = $1 and revision = $2',
    [project, revision],
  );
  return row ? (JSON.parse(row.document) as Program) : null;
}
