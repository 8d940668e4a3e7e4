import type { Database } from 'better-sqlite3';
import type { ResponseKey } from '../response-rows.ts';
import { allBuckets } from './all-buckets.ts';

/** Some responses that were shown before an instant and are not erased yet. */
export function expired(
  connection: Database,
  {
    project,
    buckets,
    shownBefore,
    rows,
  }: { project: string; buckets: number; shownBefore: number; rows: number },
): ResponseKey[] {
  return connection
    .prepare<unknown[], ResponseKey>(
      `select bucket, id from responses
       where project = ? and bucket in (select value from json_each(?)) and open in (0, 1) and shown < ?
         and erased is null limit ?`,
    )
    .all(project, allBuckets(buckets), shownBefore, rows);
}
