import type { Database } from 'better-sqlite3';
import { createTellText, type ListedText, type TextRow, textColumns } from './text-rows.ts';

/** A response with its place among the changes. */
export interface ChangedText extends ListedText {
  cursor: string;
}

/**
 * What was stored or changed after a place, and where to ask again; a cursor that no page gave begins at the end, and
 * so does one ahead of it, which is of the file that this one was restored in the place of.
 */
export function changes(
  connection: Database,
  { project, after, limit }: { project: string; after: string | null; limit: number },
): { rows: ChangedText[]; next: string } {
  const last = connection
    .prepare<[string], number>('select changes from projects where id = ?')
    .pluck()
    .get(project);
  if (after === null || !/^\d{1,15}$/.test(after) || Number(after) > (last ?? 0))
    return { rows: [], next: String(last ?? 0) };
  const found = connection
    .prepare<unknown[], TextRow & { changed: number }>(
      `select ${textColumns}, changed from responses where project = ? and changed > ? order by changed limit ?`,
    )
    .all(project, Number(after), limit);
  const tell = createTellText(connection, project);
  return {
    rows: found.map(({ changed, ...row }) => ({ ...tell(row), cursor: String(changed) })),
    next: String(found.at(-1)?.changed ?? after),
  };
}
