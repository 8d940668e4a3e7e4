import { dayMs, localDays } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { ListedResponse, Page, ResponseFilter } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { type ListedColumns, listedColumns, listedResponses } from './kept-responses.ts';
import { shardsOf } from './shard.ts';
import { everyDay } from './spans.ts';

/** Responses that are looked at for one page, where no index leads to those that fit. */
const mostLooked = 5_000;
/** Words that so many responses hold are found soon among the newest; rarer ones by the index of the words. */
const often = 10_000;

/** No clock tells a later one. */
const lastInstant = 999_999_999_999_999;

interface Listing {
  known: KnownProgram;
  filter: ResponseFilter;
  /** All that follow come before it: the newest first. */
  cursor: Place;
  limit: number;
}

/** The newest responses that are not erased; a cursor that no page gave leads to an empty one. */
export async function listResponses(
  connection: Connection,
  known: KnownProgram,
  { filter, after, limit }: { filter: ResponseFilter; after: string | null; limit: number },
): Promise<Page<ListedResponse>> {
  const [, shown, id = ''] = /^(-?\d{1,15}):(.*)$/s.exec(after ?? `${lastInstant}:`) ?? [];
  if (shown === undefined) return { rows: [], next: null };
  const listing: Listing = { known, filter, cursor: { shown: Number(shown), id }, limit };
  const { rows, next } =
    filter.person !== null || filter.account !== null || (await isRare(connection, listing))
      ? await byIndex(connection, listing)
      : await byLooking(connection, listing);
  return {
    rows: await listedResponses(connection, known.project, rows),
    next: next && `${next.shown}:${next.id}`,
  };
}

interface Row extends ListedColumns {
  id: string;
}

/** Where a list stands: everything newer was told. */
interface Place {
  shown: number;
  id: string;
}

interface Found {
  rows: Row[];
  next: Place | null;
}

/** Whether some hold all the words, and not so many that the newest of them are near. */
async function isRare(connection: Connection, { known, filter }: Listing): Promise<boolean> {
  if (filter.words.length === 0) return false;
  // An index of words gives bitmaps alone, and these are off elsewhere.
  await set(connection, byWords);
  const [found] = await connection.rows<{ count: number }>(
    `select count(*) as count from (
       select 1 from responses where words @@ $1::tsquery and words is not null and project = $2 limit $3) as found`,
    [queryOf(filter.words), known.project, often + 1],
  );
  const rare = (found?.count ?? 0) <= often;
  if (!rare) await set(connection, inOrder);
  return rare;
}

const byWords = { enable_bitmapscan: 'on', enable_seqscan: 'off', enable_indexscan: 'off' };
const inOrder = { enable_bitmapscan: 'off', enable_seqscan: 'on', enable_indexscan: 'on' };

/** For the rest of the transaction. */
async function set(connection: Connection, settings: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) await connection.run(`set local ${name} = ${value}`);
}

/** A word finds those that begin with it; all have to be there. What stands in quotes, no parser takes apart. */
function queryOf(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(' & ');
}

/** All that a filter says but for the words. */
const fits = `r.erased is null and r.day >= $1 and r.day < $2 and ($3::text[] is null or r.touchpoint = any($3))
  and (r.shown, r.id) < ($4, $5)`;

function fitsParameters({ filter: { from, to, touchpoints }, cursor }: Listing): unknown[] {
  return [
    from ?? everyDay.from,
    to ?? everyDay.to,
    touchpoints && texts(touchpoints),
    cursor.shown,
    cursor.id,
  ];
}

const order = 'r.shown desc, r.id desc';

/** Of a person, of an account, or with rare words: all that fit are found at once. */
async function byIndex(connection: Connection, listing: Listing): Promise<Found> {
  const { known, filter, limit } = listing;
  const rows = await connection.rows<Row>(
    `select r.id, ${listedColumns} from responses as r
     where r.project = $6 and ${fits}
       ${filter.person === null ? 'and $7::text is null' : 'and r.person = $7'}
       ${filter.account === null ? 'and $8::text is null' : 'and r.account = $8'}
       ${filter.words.length === 0 ? 'and $9::text is null' : 'and r.words @@ $9::tsquery and r.words is not null'}
     order by ${order} limit $10`,
    [
      ...fitsParameters(listing),
      known.project,
      filter.person,
      filter.account,
      filter.words.length === 0 ? null : queryOf(filter.words),
      limit + 1,
    ],
  );
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? placeOf(page.at(-1)) : null };
}

/** By shard the newest of all; by shard and touchpoint those of the latest days, which are the newest too. */
const streams = {
  all: `unnest($6::text[]) as s(shard) cross join lateral (
    select r.id, r.words, ${listedColumns} from responses as r
    where r.shard = s.shard and ${fits} and r.shown <= $4 and r.shown >= $7 and r.shown < $8
    order by ${order} limit $9) as r`,
  touchpoints: `unnest($6::text[]) as s(shard) cross join unnest($3::text[]) as t(touchpoint) cross join lateral (
    select r.id, r.words, ${listedColumns} from responses as r
    where r.shard = s.shard and r.touchpoint = t.touchpoint and ${fits} and r.day >= $7 and r.day <= $8
    order by r.day desc, ${order} limit $9) as r`,
};

interface LookedRow extends Row {
  looked: number;
  lastShown: number | null;
  lastId: string | null;
}

/** Through the newest that fit but for their words, some and no more. */
async function byLooking(connection: Connection, listing: Listing): Promise<Found> {
  const { known, filter, cursor, limit } = listing;
  const { from, to, touchpoints, words } = filter;
  const look = words.length > 0 ? mostLooked : limit + 1;
  // A local day lies within these instants, wherever it is.
  const instants = [((from ?? everyDay.from) - 1) * dayMs, ((to ?? everyDay.to) + 1) * dayMs];
  const days = [
    from ?? everyDay.from,
    cursor.shown === lastInstant ? everyDay.to : dayOf(known, cursor.shown),
  ];
  const rows = await connection.rows<LookedRow>(
    `with looked as materialized (
       select r.* from ${touchpoints ? streams.touchpoints : streams.all} order by ${order} limit $9)
     select ends.*, found.* from (select count(*) as looked,
         (array_agg(shown order by shown, id))[1] as "lastShown", (array_agg(id order by shown, id))[1] as "lastId"
         from looked) as ends
       left join (select r.id, ${listedColumns} from looked as r
         where $10::text is null or r.words @@ $10::tsquery order by ${order} limit $11) as found on true
     order by found.shown desc, found.id desc`,
    [
      ...fitsParameters(listing),
      texts(shardsOf(known.project, known.program.cells.buckets)),
      ...(touchpoints ? days : instants),
      look,
      words.length > 0 ? queryOf(words) : null,
      limit,
    ],
  );
  const page = rows.filter(({ id }) => id !== null);
  const { looked = 0, lastShown = null, lastId = null } = rows[0] ?? {};
  if (looked < look && page.length < limit) return { rows: page, next: null };
  if (page.length >= limit) return { rows: page, next: looked > page.length ? placeOf(page.at(-1)) : null };
  return {
    rows: page,
    next: lastShown === null || lastId === null ? null : { shown: lastShown, id: lastId },
  };
}

function dayOf({ program }: KnownProgram, shown: number): number {
  return localDays(program.timezone)(shown);
}

function placeOf(row: Row | undefined): Place | null {
  return row ? { shown: row.shown, id: row.id } : null;
}
