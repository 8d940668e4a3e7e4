import type { ToldExclusion } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { Page, PageFilter, StoredText } from '../../store.ts';
import { createFitting } from '../exclusion-rows.ts';
import { closedRange } from './closed-range.ts';

interface PageQuery {
  project: string;
  after: string | null;
  limit: number;
  filter?: PageFilter;
}

type Row = [
  bucket: number,
  id: string,
  day: number,
  sent: number | null,
  received: number,
  text: string,
  person: string | null,
  account: string | null,
  erased: number | null,
  excluded: 0 | 1,
  fits: 0 | 1,
];

/** Responses that a page with a filter looks at for each that it may hold. */
const looksPerRow = 10;
const all: PageFilter = { from: null, to: null, touchpoints: null, surveys: null };

/** Responses in the order of their keys; a cursor that no page gave leads to an empty one. */
export function responsePage(
  connection: Database,
  { project, after, limit, filter = all }: PageQuery,
): Page<StoredText> {
  const fitting = createFitting(connection);
  const [, bucket, id] = /^(\d+):(.*)$/s.exec(after ?? '') ?? [];
  const start = after === null ? [-1, ''] : [bucket === undefined ? null : Number(bucket), id ?? null];
  const { sql, values } = fits(filter);
  const looks = sql === '1' ? limit : limit * looksPerRow;
  const found = connection
    .prepare<unknown[], Row>(
      `select bucket, id, day, sent, received, state, person, account, erased, excluded, ${sql} from responses
       where project = ? and (bucket, id) > (?, ?) order by bucket, id limit ?`,
    )
    .raw()
    .iterate(...values, project, ...start, looks);
  const rows: StoredText[] = [];
  let looked = 0;
  let last: string | null = null;
  for (const [bucket, id, day, sent, received, text, person, account, erased, excluded, isFit] of found) {
    looked += 1;
    last = `${bucket}:${id}`;
    if (!isFit) continue;
    const told: ToldExclusion[] = excluded ? fitting(project, { id, person, account }) : [];
    rows.push({ bucket, day, sent, received, text, erased, excluded: told });
    if (rows.length === limit) break;
  }
  return { rows, next: rows.length === limit || looked === looks ? last : null };
}

/** Whether a row is wanted, in SQL: `1` when every one is. */
function fits({ touchpoints, surveys, ...days }: PageFilter): { sql: string; values: unknown[] } {
  const parts: string[] = [];
  const values: unknown[] = [];
  if (days.from !== null || days.to !== null) {
    const { from, to } = closedRange(days);
    parts.push('day >= ? and day < ?');
    values.push(from, to);
  }
  if (touchpoints) {
    parts.push('touchpoint in (select value from json_each(?))');
    values.push(JSON.stringify(touchpoints));
  }
  if (surveys) {
    parts.push(`state ->> '$.survey' in (select value from json_each(?))`);
    values.push(JSON.stringify(surveys));
  }
  return { sql: parts.join(' and ') || '1', values };
}
