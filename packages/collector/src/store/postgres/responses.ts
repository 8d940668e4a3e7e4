import type { ResponseState } from '@milepost/protocol';
import type { ResponseRow, StoredResponse } from '../settle.ts';
import { booleans, instants, integers, texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { shardOf } from './shard.ts';

/** Where a response is. */
export interface ResponseKey {
  shard: string;
  id: string;
}

/** A response with the key that it is found by. */
export interface FoundResponse extends StoredResponse {
  shard: string;
}

/** A row of `select ${storedColumns} from responses`. */
export interface StoredColumns extends Omit<StoredResponse, 'state'> {
  shard: string;
  state: string;
}

export const storedColumns = 'r.shard, r.day, r.sent, r.received, r.state, r.excluded, r.erased';

function foundResponse({ state, ...row }: StoredColumns): FoundResponse {
  return { ...row, state: JSON.parse(state) as ResponseState };
}

const columns = [
  ['shard', 'text'],
  ['id', 'text'],
  ['project', 'text'],
  ['day', 'int4'],
  ['shown', 'int8'],
  ['open', 'bool'],
  ['sent', 'int8'],
  ['received', 'int8'],
  ['state', 'text'],
  ['touchpoint', 'text'],
  ['person', 'text'],
  ['account', 'text'],
  ['dismissed', 'bool'],
  ['verified', 'bool'],
  ['excluded', 'bool'],
  ['erased', 'int8'],
  ['words', 'text'],
] as const;
const names = columns.map(([name]) => name).join();
/** Words come as one text, which has a blank between two; no parser of PostgreSQL's sees them. */
const columnOf = (name: string) =>
  name === 'words' ? `array_to_tsvector(string_to_array(n.words, ' '))` : `n.${name}`;
const unnested = `unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join()})`;
/** The key, and what a response keeps for good, stay. */
const changing = columns
  .map(([name]) => name)
  .filter((name) => !['shard', 'id', 'project', 'touchpoint'].includes(name));

const insert = `insert into responses (${names})
  select ${columns.map(([name]) => columnOf(name)).join()} from ${unnested} as n(${names})
  on conflict (shard, id) do nothing returning shard, id`;
const update = `update responses as r set changed = pg_current_xact_id(),
    ${changing.map((name) => `${name} = ${columnOf(name)}`).join()}
  from ${unnested} as n(${names}) where r.shard = n.shard and r.id = n.id`;

function parameters(rows: readonly ResponseRow[]): Buffer[] {
  return [
    texts(rows.map(({ project, bucket }) => shardOf(project, bucket))),
    texts(rows.map(({ id }) => id)),
    texts(rows.map(({ project }) => project)),
    integers(rows.map(({ day }) => day)),
    instants(rows.map(({ shown }) => shown)),
    booleans(rows.map(({ open }) => open)),
    instants(rows.map(({ sent }) => sent)),
    instants(rows.map(({ received }) => received)),
    texts(rows.map(({ state }) => state)),
    texts(rows.map(({ touchpoint }) => touchpoint)),
    texts(rows.map(({ person }) => person)),
    texts(rows.map(({ account }) => account)),
    booleans(rows.map(({ dismissed }) => dismissed)),
    booleans(rows.map(({ verified }) => verified)),
    booleans(rows.map(({ excluded }) => excluded)),
    instants(rows.map(({ erased }) => erased)),
    texts(rows.map(({ words }) => (words.length > 0 ? words.join(' ') : null))),
  ];
}

/** Inserts the rows whose keys are free, in the order that they come in; resolves to the keys of those. */
export async function insertResponses(
  connection: Connection,
  rows: readonly ResponseRow[],
): Promise<ResponseKey[]> {
  return rows.length === 0 ? [] : connection.rows<ResponseKey>(insert, parameters(rows));
}

/** Writes rows that are there and locked. */
export async function updateResponses(connection: Connection, rows: readonly ResponseRow[]): Promise<void> {
  if (rows.length > 0) await connection.run(update, parameters(rows));
}

/** The responses that are there, locked to the end of the transaction in the order of their keys. */
export async function lockResponses(
  connection: Connection,
  keys: readonly ResponseKey[],
): Promise<FoundResponse[]> {
  if (keys.length === 0) return [];
  const rows = await connection.rows<StoredColumns>(
    `select ${storedColumns}
     from responses as r join unnest($1::text[], $2::text[]) as k(shard, id) on r.shard = k.shard and r.id = k.id
     order by r.shard, r.id for update of r`,
    [texts(keys.map(({ shard }) => shard)), texts(keys.map(({ id }) => id))],
  );
  return rows.map(foundResponse);
}
