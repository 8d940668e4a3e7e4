import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import type { KeptResponse, Page, PersonRecord } from '../store.ts';
import type { Connection } from './database.ts';
import { exclusionsOf, toldExclusions } from './exclusion-list.ts';
import { momentsOf } from './moments.ts';
import { rejectedOf } from './rejected.ts';
import { type FoundResponse, foundResponse, type StoredColumns, storedColumns } from './responses.ts';
import { bucketOfShard, shardsOf } from './shard.ts';

/** Everything that is known of a person, as it was at one instant. */
export async function readPerson(
  connection: Connection,
  project: string,
  { id, now }: { id: string; now: number },
): Promise<PersonRecord> {
  const rows = await connection.rows<StoredColumns>(
    `select ${storedColumns} from responses as r where project = $1 and person = $2 order by shown desc, id`,
    [project, id],
  );
  const responses = await keptResponses(connection, project, rows);
  return {
    responses,
    moments: await momentsOf(connection, project, { id, now }),
    exclusions: await exclusionsOf(connection, project, {
      person: id,
      responses: responses.map(({ state }) => state),
    }),
    rejected: await rejectedOf(connection, project, {
      id,
      responses: responses.map(({ state }) => state.id),
    }),
  };
}

/** Responses in the order of their keys; a cursor is the last key, and one that no page gave leads to an empty one. */
export async function readResponsePage(
  connection: Connection,
  { project, program }: KnownProgram,
  { after, limit }: { after: string | null; limit: number },
): Promise<Page<KeptResponse>> {
  const cursor = after === null ? ['0', ''] : /^(\d{1,9}):(.*)$/s.exec(after)?.slice(1);
  if (!cursor) return { rows: [], next: null };
  const [bucket, id] = [Number(cursor[0]), cursor[1] ?? ''];
  const found: StoredColumns[] = [];
  for (const [nth, shard] of shardsOf(project, program.cells.buckets).slice(bucket).entries()) {
    if (found.length > limit) break;
    found.push(
      ...(await connection.rows<StoredColumns>(
        `select ${storedColumns} from responses as r where shard = $1 and id > $2 order by id limit $3`,
        [shard, nth === 0 ? id : '', limit + 1 - found.length],
      )),
    );
  }
  const rows = await keptResponses(connection, project, found.slice(0, limit));
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last ? `${last.bucket}:${last.state.id}` : null };
}

async function keptResponses(
  connection: Connection,
  project: string,
  rows: readonly StoredColumns[],
): Promise<KeptResponse[]> {
  const found: FoundResponse[] = rows.map(foundResponse);
  const states = found.filter(({ excluded }) => excluded).map(({ state }): ResponseState => state);
  const told = states.length > 0 ? await toldExclusions(connection, project, states) : () => [];
  return found.map(({ shard, state, sent, received, erased }) => ({
    bucket: bucketOfShard(shard),
    state,
    sent,
    received,
    erased,
    excluded: told(state),
  }));
}
