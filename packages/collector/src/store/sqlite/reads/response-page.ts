import type { ToldExclusion } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { KeptResponse, Page } from '../../store.ts';
import { createFitting } from '../exclusion-rows.ts';

/** A response whose state is JSON still: that crosses to another thread fastest. */
export interface PagedResponse extends Omit<KeptResponse, 'state'> {
  state: string;
}

interface Row extends Omit<PagedResponse, 'excluded'> {
  id: string;
  person: string | null;
  account: string | null;
  excluded: 0 | 1;
}

/** Responses in the order of their keys; a cursor that no page gave leads to an empty one. */
export function responsePage(
  connection: Database,
  { project, after, limit }: { project: string; after: string | null; limit: number },
): Page<PagedResponse> {
  const fitting = createFitting(connection);
  const [, bucket, id] = /^(\d+):(.*)$/s.exec(after ?? '') ?? [];
  const from = after === null ? [-1, ''] : [bucket === undefined ? null : Number(bucket), id ?? null];
  const found = connection
    .prepare<unknown[], Row>(
      `select bucket, id, sent, received, state, person, account, erased, excluded from responses
       where project = ? and (bucket, id) > (?, ?) order by bucket, id limit ?`,
    )
    .all(project, ...from, limit);
  const last = found.at(-1);
  return {
    rows: found.map(({ id, person, account, excluded, ...row }) => ({
      ...row,
      excluded: excluded ? fitting(project, { id, person, account }) : ([] as ToldExclusion[]),
    })),
    next: last && found.length === limit ? `${last.bucket}:${last.id}` : null,
  };
}
