import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import type { Page, PageFilter, StoredText } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { storedTexts } from './kept-responses.ts';
import { type StoredColumns, storedColumns } from './responses.ts';
import { shardsOf } from './shard.ts';
import { everyDay } from './spans.ts';

/** Responses that are looked at for one page with a filter. */
const mostLooked = 5_000;

interface PageAsked {
  after: string | null;
  limit: number;
  filter?: PageFilter | undefined;
}

/** Responses in the order of their keys; a cursor is the last key, and one that no page gave leads to an empty one. */
export async function readResponsePage(
  connection: Connection,
  { project, program }: KnownProgram,
  { after, limit, filter }: PageAsked,
): Promise<Page<StoredText>> {
  const cursor = after === null ? ['0', ''] : /^(\d{1,9}):(.*)$/s.exec(after)?.slice(1);
  if (!cursor) return { rows: [], next: null };
  const [first, id = ''] = [Number(cursor[0]), cursor[1]];
  const found: StoredColumns[] = [];
  const pageOf = async (next: string | null) => ({
    rows: await storedTexts(connection, project, found),
    next,
  });
  let look = filter ? mostLooked : limit;
  for (const [nth, shard] of shardsOf(project, program.cells.buckets).slice(first).entries()) {
    const place = { shard, after: nth === 0 ? id : '' };
    const { rows, looked, stopped } = await readRange(connection, place, {
      look,
      limit: limit - found.length,
      filter,
    });
    found.push(...rows);
    look -= looked;
    if (stopped !== null) return pageOf(`${first + nth}:${stopped}`);
  }
  return pageOf(null);
}

interface Row {
  looked: number;
  last: string | null;
  /** Null when nothing fits. */
  shard: string | null;
  id: string;
}

interface Range {
  rows: StoredColumns[];
  looked: number;
  /** The key that it ends at while there may be more; null at the end of the bucket. */
  stopped: string | null;
}

/** Part of a bucket, in the order of the keys. */
async function readRange(
  connection: Connection,
  { shard, after }: { shard: string; after: string },
  { look, limit, filter }: { look: number; limit: number; filter?: PageFilter | undefined },
): Promise<Range> {
  const { from = null, to = null, touchpoints = null, surveys = null } = filter ?? {};
  const found = await connection.rows<Row & StoredColumns>(
    `with looked as materialized (
       select r.id, r.touchpoint, ${storedColumns} from responses as r
       where r.shard = $1 and r.id > $2 order by r.id limit $3)
     select all_of.looked, all_of.last, fits.* from
       (select count(*) as looked, max(id) as last from looked) as all_of left join
       (select r.id, ${storedColumns} from looked as r
        where r.day >= $4 and r.day < $5 and ($6::text[] is null or r.touchpoint = any($6))
        order by r.id limit $7) as fits on true
     order by fits.id`,
    [shard, after, look, from ?? everyDay.from, to ?? everyDay.to, touchpoints && texts(touchpoints), limit],
  );
  const fitting = found.filter(({ shard: there }) => there !== null);
  const asked = surveys && new Set(surveys);
  const { looked = 0, last = null } = found[0] ?? {};
  return {
    rows: asked ? fitting.filter(({ state }) => asked.has(surveyOf(state))) : fitting,
    looked,
    stopped: fitting.length >= limit ? (fitting.at(-1)?.id ?? null) : looked >= look ? last : null,
  };
}

/** Which survey it is of, nothing tells but the state. */
function surveyOf(state: string): string {
  return (JSON.parse(state) as ResponseState).survey;
}
