import type { ResponseState } from '@milepost/protocol';
import type { KeptResponse, ListedResponse, StoredText } from '../store.ts';
import type { Connection } from './database.ts';
import { toldExclusions } from './exclusion-list.ts';
import { type StoredColumns, storedColumns } from './responses.ts';
import { bucketOfShard } from './shard.ts';
import { inSteps } from './steps.ts';

/** Responses as they are kept, with what keeps them out of the scores. */
export async function keptResponses(
  connection: Connection,
  project: string,
  rows: readonly StoredColumns[],
): Promise<KeptResponse[]> {
  const found = await inSteps(rows, ({ state, ...row }) => ({
    ...row,
    state: JSON.parse(state) as ResponseState,
  }));
  const told = await exclusionsOf(
    connection,
    project,
    found.filter(({ excluded }) => excluded).map(({ state }) => state),
  );
  return found.map(({ shard, state, sent, received, erased }) => ({
    bucket: bucketOfShard(shard),
    state,
    sent,
    received,
    erased,
    excluded: told(state),
  }));
}

/** A row of `select ${listedColumns} from responses as r`. */
export interface ListedColumns extends StoredColumns {
  shown: number;
}

export const listedColumns = `${storedColumns}, r.shown`;

export async function listedResponses(
  connection: Connection,
  project: string,
  rows: readonly ListedColumns[],
): Promise<ListedResponse[]> {
  const kept = await keptResponses(connection, project, rows);
  return kept.map((one, index) => ({ ...one, day: rows[index]?.day ?? 0, shown: rows[index]?.shown ?? 0 }));
}

/** Responses as they are written out: only of those that are excluded anything has to be read. */
export async function storedTexts(
  connection: Connection,
  project: string,
  rows: readonly StoredColumns[],
): Promise<StoredText[]> {
  const states = new Map(
    rows.filter(({ excluded }) => excluded).map((row) => [row, JSON.parse(row.state) as ResponseState]),
  );
  const told = await exclusionsOf(connection, project, [...states.values()]);
  return rows.map((row) => {
    const { shard, day, state: text, sent, received, erased } = row;
    const state = states.get(row);
    return {
      bucket: bucketOfShard(shard),
      day,
      text,
      sent,
      received,
      erased,
      excluded: state ? told(state) : [],
    };
  });
}

async function exclusionsOf(connection: Connection, project: string, excluded: readonly ResponseState[]) {
  return excluded.length > 0 ? toldExclusions(connection, project, excluded) : () => [];
}
