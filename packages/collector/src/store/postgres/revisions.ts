import type { Program } from '@milepost/protocol';
import type { StoredRevision } from '../store.ts';
import type { Connection } from './database.ts';

/** The latest revisions of a project's program, or those before one, the newest first. */
export async function readRevisions(
  connection: Connection,
  project: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<StoredRevision[]> {
  const brought = await connection.rows<{ survey: string; version: number; revision: number }>(
    'select survey, version, revision from surveys where project = $1 order by version',
    [project],
  );
  const rows = await connection.rows<{ revision: number; created: number; document: string }>(
    `select revision, created, document from programs
     where project = $1 and ($2::int4 is null or revision < $2) order by revision desc limit $3`,
    [project, before, limit],
  );
  return rows.map(({ revision, created, document }) => {
    const program = JSON.parse(document) as Program;
    const latest = new Map(
      brought.filter((one) => one.revision <= revision).map(({ survey, version }) => [survey, version]),
    );
    const versions = Object.keys(program.surveys).map((name) => [name, latest.get(name) ?? 1]);
    return { revision, created, program, surveys: Object.fromEntries(versions) };
  });
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
