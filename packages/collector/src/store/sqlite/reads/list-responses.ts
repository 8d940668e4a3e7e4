import type { Database } from 'better-sqlite3';
import { dayMs, localDays } from '../../../intake/local-day.ts';
import type { KnownProgram } from '../../../program/known.ts';
import type { Page, ResponseFilter } from '../../store.ts';
import { closedRange } from './closed-range.ts';
import { createTellText, type ListedText, type TextRow, textColumns } from './text-rows.ts';

/** A page of a list; its words are another read's (`searchResponses`). */
export interface ListQuery {
  known: KnownProgram;
  filter: ResponseFilter;
  after: string | null;
  limit: number;
}

/** Where a list stands: everything newer was told. */
interface Place {
  shown: number;
  id: string;
}

/** Responses in the order of the list, of which some may not be wanted. */
interface Stream {
  where: string;
  values: Record<string, unknown>;
  /** The columns that its index has them in order by. */
  order: string;
}

/** Responses that a page looks at, at the most, in one stream. */
const looksPerPage = 5_000;

/**
 * Responses that are not erased, the newest first. They lie in several orders, by bucket and by what they are found by:
 * of each the next ones are read, and the page ends where one of them could not be looked at further.
 */
export function listResponses(connection: Database, query: ListQuery): Page<ListedText> {
  const { known, filter, after, limit } = query;
  const start = after === null ? { shown: lastInstant, id: '' } : placeOf(after);
  if (!start) return { rows: [], next: null };
  const streams = streamsOf(known, { filter, start });
  const looks = Math.max(limit + 1, Math.floor(looksPerPage / streams.length));
  const reads = streams.map((stream) => readStream(connection, stream, { query, start, looks }));
  // Nothing beyond the first place where a stream was left: it may hold something in between.
  const ends = reads.flatMap(({ end }) => end ?? []).sort(newestFirst);
  const [end] = ends;
  const rows = reads
    .flatMap((read) => read.rows)
    .sort(newestFirst)
    .filter((row) => !end || newestFirst(row, end) <= 0);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : end;
  return {
    rows: page.map(createTellText(connection, known.project)),
    next: last ? `${last.shown}:${last.id}` : null,
  };
}

function streamsOf(
  { program, project, touchpoints: known }: KnownProgram,
  { filter, start }: { filter: ResponseFilter; start: Place },
): Stream[] {
  const { person, account, touchpoints } = filter;
  const { from, to } = closedRange(filter);
  // Where a day begins depends on the zone; none is further than a day from its name.
  const shown = 'shown >= @from * @dayMs - @dayMs and shown <= min(@shown, (@to + 1) * @dayMs)';
  const values = { project, from, to, dayMs, ...start };
  const order = 'shown desc, id desc';
  if (person !== null)
    return [{ where: `person = @person and ${shown}`, values: { ...values, person }, order }];
  if (account !== null)
    return [{ where: `account = @account and ${shown}`, values: { ...values, account }, order }];
  const buckets = Array.from({ length: program.cells.buckets }, (_, bucket) => bucket);
  if (touchpoints) {
    const day = start.shown === lastInstant ? to : localDays(program.timezone)(start.shown);
    return buckets.flatMap((bucket) =>
      touchpoints
        .filter((touchpoint) => known.has(touchpoint))
        .map((touchpoint) => ({
          where: `bucket = @bucket and touchpoint = @touchpoint and day >= @from and day < @to and day <= @day`,
          values: { ...values, bucket, touchpoint, day },
          order: `day desc, ${order}`,
        })),
    );
  }
  return buckets.flatMap((bucket) =>
    [0, 1].map((open) => ({
      where: `bucket = @bucket and open = @open and erased is null and ${shown}`,
      values: { ...values, bucket, open },
      order,
    })),
  );
}

interface StreamRead {
  query: ListQuery;
  start: Place;
  looks: number;
}

/** `end` is the last that was looked at, null when the stream has come to its end. */
function readStream(
  connection: Database,
  { where, values, order }: Stream,
  { query, start, looks }: StreamRead,
): { rows: TextRow[]; end: Place | null } {
  const { from, to } = closedRange(query.filter);
  const { touchpoints, person, account } = query.filter;
  const found = connection
    .prepare<[Record<string, unknown>], TextRow>(
      `select ${textColumns} from responses
       where project = @project and ${where} and (shown, id) < (@shown, @id) order by ${order} limit @looks`,
    )
    .iterate({ ...values, ...start, looks });
  const rows: TextRow[] = [];
  let looked = 0;
  for (const row of found) {
    looked += 1;
    if (
      row.erased === null &&
      row.day >= from &&
      row.day < to &&
      (touchpoints?.includes(row.touchpoint) ?? true) &&
      (person === null || row.person === person) &&
      (account === null || row.account === account)
    )
      rows.push(row);
    if (rows.length > query.limit || looked === looks) return { rows, end: row };
  }
  return { rows, end: null };
}

function newestFirst(a: Place, b: Place): number {
  return b.shown - a.shown || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

function placeOf(cursor: string): Place | null {
  const [, shown, id] = /^(-?\d{1,16}):(.*)$/s.exec(cursor) ?? [];
  if (shown === undefined || id === undefined || Math.abs(Number(shown)) >= lastInstant) return null;
  return { shown: Number(shown), id };
}

/** No clock tells a later one. */
const lastInstant = 8.64e15;
