import type { ToldExclusion } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { bucketOf } from '../bucket.ts';
import type { CellChange } from '../cell-moves.ts';
import { monthsOfChanges } from '../counted-months.ts';
import { type ExclusionRow, isSameExclusion } from '../exclusion-row.ts';
import { type ResponseRow, rowOf } from '../settle.ts';
import type { AddExclusion, Exclusion, ExclusionTarget } from '../store.ts';
import { instants, texts } from './arrays.ts';
import { writeCells } from './cell-writer.ts';
import { tellCounted, tellMonths } from './counted.ts';
import type { Connection } from './database.ts';
import { type FoundResponse, lockResponses, type ResponseKey, updateResponses } from './responses.ts';
import type { SegmentValues } from './segment-values.ts';
import { bucketOfShard, shardOf } from './shard.ts';
import { readStanding, type StandingBasis } from './standing.ts';

/** A transaction that has the project for itself, and what it needs. */
export interface Alone {
  connection: Connection;
  basis: StandingBasis;
  /** Null while there is no program, and so no response. */
  known: KnownProgram | null;
  segmentValues: SegmentValues;
  /** Called after the commit. */
  learned: (() => void)[];
}

const pageLength = 1_000;

/** Adds a rule, and takes what it fits out of the cells. */
export async function addExclusion(alone: Alone, exclusion: Exclusion): Promise<AddExclusion> {
  const { connection, basis } = alone;
  const { project } = basis;
  const { id, reason, by, note, at, targets } = exclusion;
  const earlier = await readExclusion(connection, project, id);
  if (earlier) return { kind: isSameExclusion(earlier, exclusion) ? 'repeated' : 'conflict' };
  await connection.run(
    'insert into exclusions (project, id, reason, "by", note, at) values ($1, $2, $3, $4, $5, $6)',
    [project, id, reason, by, note, at],
  );
  await insertTargets(
    connection,
    project,
    targets.map((target) => ({ ...target, exclusion: id })),
  );
  await tellExcludes(connection, project);
  return { kind: 'added', changed: await apply(alone, targets) };
}

/** Takes a rule back, and what no other rule fits into the cells. Null when there is none. */
export async function removeExclusion(alone: Alone, id: string): Promise<number | null> {
  const { connection, basis } = alone;
  const { project } = basis;
  const earlier = await readExclusion(connection, project, id);
  if (!earlier) return null;
  await connection.run('delete from exclusions where project = $1 and id = $2', [project, id]);
  await connection.run('delete from exclusion_targets where project = $1 and exclusion = $2', [project, id]);
  await tellExcludes(connection, project);
  return apply(alone, earlier.targets);
}

/** Keeps what exported lines tell of the exclusions of their responses. */
export async function bringExclusions(
  connection: Connection,
  project: string,
  brought: readonly { response: string; excluded: readonly ToldExclusion[] }[],
): Promise<void> {
  const all = brought.flatMap(({ excluded }) => excluded);
  await connection.run(
    `insert into exclusions (project, id, reason, "by", note, at)
     select $1, e.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int8[]) as e
     on conflict (project, id) do nothing`,
    [
      project,
      texts(all.map(({ id }) => id)),
      texts(all.map(({ reason }) => reason)),
      texts(all.map(({ by }) => by)),
      texts(all.map(({ note }) => note ?? null)),
      instants(all.map(({ at }) => Date.parse(at))),
    ],
  );
  const targets = brought.flatMap(({ response, excluded }) =>
    excluded.map(({ id }): TargetOf => ({ kind: 'response', target: response, exclusion: id })),
  );
  await insertTargets(connection, project, targets);
  await tellExcludes(connection, project);
}

/** Most projects exclude nothing, and their responses need not be asked about. */
export async function tellExcludes(connection: Connection, project: string): Promise<void> {
  await connection.run(
    `update projects set has_exclusions = exists (select 1 from exclusions where project = $1) where id = $1`,
    [project],
  );
}

/** Takes what targets name out of the cells or brings it back, as the rules are now; tells how many have changed. */
async function apply(
  { connection, basis, known, segmentValues, learned }: Alone,
  targets: readonly ExclusionTarget[],
): Promise<number> {
  if (!known) return 0;
  const { project } = basis;
  let changed = 0;
  for await (const page of pagesOf(connection, await keysOf(connection, known, targets))) {
    const states = page.map(({ state }) => state);
    const { excludes } = await readStanding(connection, { ...basis, hasExclusions: true }, states);
    const turned = page.flatMap((one) => {
      const excluded = excludes(one.state);
      return excluded === one.excluded ? [] : { ...one, excluded };
    });
    const changes = turned.map(
      ({ shard, day, state, excluded }): CellChange => ({
        known,
        bucket: bucketOfShard(shard),
        day,
        state,
        by: excluded ? -1 : 1,
      }),
    );
    await updateResponses(
      connection,
      turned.map((one) => rowOfFound(known, one)),
    );
    learned.push(await writeCells(connection, changes, segmentValues));
    await tellMonths(connection, monthsOfChanges(changes));
    changed += turned.length;
  }
  if (changed > 0) await tellCounted(connection, [project]);
  return changed;
}

/** The columns of a response that was found. */
export function rowOfFound(known: KnownProgram, { shard, ...found }: FoundResponse): ResponseRow {
  return rowOf(known, bucketOfShard(shard), found);
}

/** Responses by their keys, some at a time. */
export async function* pagesOf(
  connection: Connection,
  keys: readonly ResponseKey[],
): AsyncGenerator<FoundResponse[]> {
  for (let start = 0; start < keys.length; start += pageLength)
    yield lockResponses(connection, keys.slice(start, start + pageLength));
}

/** The keys of the responses that targets name. */
export async function keysOf(
  connection: Connection,
  { project, program }: KnownProgram,
  targets: readonly ExclusionTarget[],
): Promise<ResponseKey[]> {
  const named = (kind: ExclusionTarget['kind']) =>
    targets.filter((one) => one.kind === kind).map(({ target }) => target);
  const ids = named('response');
  return connection.rows(
    `select shard, id from responses where project = $1 and person = any($2::text[])
     union select shard, id from responses where project = $1 and account = any($3::text[])
     union select r.shard, r.id from responses as r
       join unnest($4::text[], $5::text[]) as k(shard, id) on r.shard = k.shard and r.id = k.id
     order by shard, id`,
    [
      project,
      texts(named('person')),
      texts(named('account')),
      texts(ids.map((id) => shardOf(project, bucketOf(id, program.cells.buckets)))),
      texts(ids),
    ],
  );
}

/** A target with the exclusion that it belongs to. */
export interface TargetOf extends ExclusionTarget {
  exclusion: string;
}

export async function insertTargets(
  connection: Connection,
  project: string,
  targets: readonly TargetOf[],
): Promise<void> {
  await connection.run(
    `insert into exclusion_targets (project, kind, target, exclusion)
     select $1, t.* from unnest($2::text[], $3::text[], $4::text[]) as t on conflict do nothing`,
    [
      project,
      texts(targets.map(({ kind }) => kind)),
      texts(targets.map(({ target }) => target)),
      texts(targets.map(({ exclusion }) => exclusion)),
    ],
  );
}

async function readExclusion(connection: Connection, project: string, id: string): Promise<Exclusion | null> {
  const [row] = await connection.rows<ExclusionRow>(
    'select id, reason, "by", note, at from exclusions where project = $1 and id = $2',
    [project, id],
  );
  if (!row) return null;
  const targets = await connection.rows<ExclusionTarget>(
    'select kind, target from exclusion_targets where project = $1 and exclusion = $2',
    [project, id],
  );
  return { ...row, targets };
}
