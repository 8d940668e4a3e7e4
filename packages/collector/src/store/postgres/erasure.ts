import type { KnownProgram } from '../../program/known.ts';
import type { CellChange } from '../cell-moves.ts';
import { monthsOfChanges } from '../counted-months.ts';
import { erase } from '../erase.ts';
import { erasureHash } from '../erasure-hash.ts';
import type { Erasure } from '../store.ts';
import { writeAccountSums } from './account-sums.ts';
import { texts } from './arrays.ts';
import { writeCells } from './cell-writer.ts';
import { tellCounted, tellMonths } from './counted.ts';
import type { Connection } from './database.ts';
import {
  type Alone,
  insertTargets,
  keysOf,
  pagesOf,
  rowOfFound,
  type TargetOf,
  tellExcludes,
} from './exclusions.ts';
import { rejectedOf } from './rejected.ts';
import { type FoundResponse, type ResponseKey, updateResponses } from './responses.ts';
import { bucketOfShard, shardsOf } from './shard.ts';
import { targetsOf } from './standing.ts';

interface PersonErasure {
  id: string;
  at: number;
  answers: 'keep' | 'delete';
}

/** Takes a person out of everything. */
export async function erasePerson(alone: Alone, { id, at, answers }: PersonErasure): Promise<Erasure> {
  const { connection, basis, known } = alone;
  const { project } = basis;
  const keys = known ? await keysOf(connection, known, [{ kind: 'person', target: id }]) : [];
  for await (const page of pagesOf(connection, keys))
    if (known) await (answers === 'keep' ? eraseResponses : deleteResponses)({ ...alone, known }, page, at);
  if (keys.length > 0) await tellCounted(connection, [project]);
  await connection.run(
    "delete from exclusion_targets where project = $1 and kind = 'person' and target = $2",
    [project, id],
  );
  await dropEmptyExclusions(connection, project);
  await insertErasures(alone, [['person', id]], at);
  for (const table of ['claims', 'members'])
    await connection.run(`delete from ${table} where project = $1 and person = $2`, [project, id]);
  const rejected = await rejectedOf(connection, project, { id, responses: keys.map((key) => key.id) });
  await connection.run('delete from rejected where project = $1 and sequence = any($2::int8[])', [
    project,
    `{${rejected.map(({ sequence }) => sequence).join()}}`,
  ]);
  return {
    responses: keys.length,
    moments: await connection.run('delete from moments where project = $1 and person = $2', [project, id]),
    rejected: rejected.length,
  };
}

/** Erases responses shown before an instant, the oldest first; resolves to how many. */
export async function expire(
  { known, ...alone }: Alone,
  { shownBefore, at, rows }: { shownBefore: number; at: number; rows: number },
): Promise<number> {
  if (!known) return 0;
  const keys = await alone.connection.rows<ResponseKey>(
    `select shard, id from responses
     where shard = any($1::text[]) and erased is null and shown < $2 order by shown limit $3`,
    [texts(shardsOf(known.project, known.program.cells.buckets)), shownBefore, rows],
  );
  for await (const page of pagesOf(alone.connection, keys))
    await eraseResponses({ ...alone, known }, page, at);
  if (keys.length > 0) await tellCounted(alone.connection, [known.project]);
  return keys.length;
}

interface Erasing extends Alone {
  known: KnownProgram;
}

/**
 * What the scores need stays, so the cells do not move; its account is not among that. An exclusion goes on as one of the
 * responses.
 */
async function eraseResponses(
  { connection, known }: Erasing,
  page: readonly FoundResponse[],
  at: number,
): Promise<void> {
  await insertTargets(connection, known.project, await targetsThatStay(connection, known, page));
  const present = page.filter(({ erased }) => erased === null);
  await updateResponses(
    connection,
    present.map((one) => rowOfFound(known, { ...one, state: erase(one.state, known), erased: at })),
  );
  const leaving = takenAway(known, present);
  await writeAccountSums(connection, leaving);
  await tellMonths(connection, monthsOfChanges(leaving));
}

/** What responses counted, taken away. */
function takenAway(known: KnownProgram, page: readonly FoundResponse[]): CellChange[] {
  return page
    .filter(({ excluded }) => !excluded)
    .map(({ shard, day, state }) => ({ known, bucket: bucketOfShard(shard), day, state, by: -1 }));
}

/** For every exclusion of a response's person or account the response itself. */
async function targetsThatStay(
  connection: Connection,
  { project }: KnownProgram,
  page: readonly FoundResponse[],
): Promise<TargetOf[]> {
  const excluded = page.filter((one) => one.excluded).map(({ state }) => state);
  if (excluded.length === 0) return [];
  const asked = excluded.flatMap(targetsOf).filter(([kind]) => kind !== 'response');
  const rows = await connection.rows<{ kind: string; target: string; exclusion: string }>(
    `select kind, target, exclusion from exclusion_targets
     where project = $1 and (kind, target) in (select * from unnest($2::text[], $3::text[]))`,
    [project, texts(asked.map(([kind]) => kind)), texts(asked.map(([, target]) => target))],
  );
  return excluded.flatMap((state) => {
    const own = new Set(targetsOf(state).map((target) => JSON.stringify(target)));
    return rows
      .filter(({ kind, target }) => own.has(JSON.stringify([kind, target])))
      .map(({ exclusion }): TargetOf => ({ kind: 'response', target: state.id, exclusion }));
  });
}

/** Takes responses away as if they had never come, and keeps what later sends of them are known by. */
async function deleteResponses(alone: Erasing, page: readonly FoundResponse[], at: number): Promise<void> {
  const { connection, known, segmentValues, learned } = alone;
  const ids = page.map(({ state }) => state.id);
  await connection.run(
    `delete from responses as r using unnest($1::text[], $2::text[]) as k(shard, id)
     where r.shard = k.shard and r.id = k.id`,
    [texts(page.map(({ shard }) => shard)), texts(ids)],
  );
  await connection.run(
    "delete from exclusion_targets where project = $1 and kind = 'response' and target = any($2::text[])",
    [known.project, texts(ids)],
  );
  await insertErasures(
    alone,
    ids.map((id) => ['response', id]),
    at,
  );
  const leaving = takenAway(known, page);
  learned.push(await writeCells(connection, leaving, segmentValues));
  await tellMonths(connection, monthsOfChanges(leaving));
}

/** Rules that were about nobody else. */
async function dropEmptyExclusions(connection: Connection, project: string): Promise<void> {
  await connection.run(
    `delete from exclusions as e where project = $1 and not exists (
       select 1 from exclusion_targets as t where t.project = $1 and t.exclusion = e.id)`,
    [project],
  );
  await tellExcludes(connection, project);
}

async function insertErasures(
  { connection, basis: { project, erasureKey } }: Alone,
  erased: readonly (readonly ['person' | 'response', string])[],
  at: number,
): Promise<void> {
  await connection.run(
    `insert into erasures (project, kind, hash, at)
     select $1, e.*, $4::int8 from unnest($2::text[], $3::text[]) as e
     on conflict (project, kind, hash) do update set at = greatest(erasures.at, excluded.at)`,
    [
      project,
      texts(erased.map(([kind]) => kind)),
      texts(erased.map(([, id]) => erasureHash(erasureKey, id))),
      at,
    ],
  );
  await connection.run('update projects set has_erasures = true where id = $1', [project]);
}
