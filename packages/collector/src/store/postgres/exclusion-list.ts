import type { ResponseState, ToldExclusion } from '@milepost/protocol';
import { type ExclusionRow, toldExclusion } from '../exclusion-row.ts';
import type { Exclusion, ExclusionTarget, Page } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { targetsOf } from './standing.ts';

/** The exclusions that stand, the newest first; a cursor that no page gave leads to an empty one. */
export async function readExclusions(
  connection: Connection,
  project: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Page<Exclusion>> {
  const cursor = after === null ? [null, null] : /^(\d{1,15}):(.*)$/s.exec(after)?.slice(1);
  if (!cursor) return { rows: [], next: null };
  const [at, id] = cursor;
  const rows = await connection.rows<ExclusionRow>(
    `select id, reason, "by", note, at from exclusions
     where project = $1 and ($2::int8 is null or (at, id) < ($2, $3))
     order by at desc, id desc limit $4`,
    [project, at, id, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await withTargets(connection, project, page),
    next: rows.length > limit && last ? `${last.at}:${last.id}` : null,
  };
}

/** The exclusions of a person, of its accounts and of its responses; of their targets only those that are its own. */
export async function exclusionsOf(
  connection: Connection,
  project: string,
  { person, responses }: { person: string; responses: readonly ResponseState[] },
): Promise<Exclusion[]> {
  const targets = [['person', person], ...responses.flatMap(targetsOf)];
  const rows = await connection.rows<ExclusionRow>(
    `select id, reason, "by", note, at from exclusions where project = $1 and id in (
       select exclusion from exclusion_targets
       where project = $1 and (kind, target) in (select * from unnest($2::text[], $3::text[])))
     order by at desc, id desc`,
    [project, texts(targets.map(([kind = '']) => kind)), texts(targets.map(([, target = '']) => target))],
  );
  const own = new Set(targets.map((target) => JSON.stringify(target)));
  return (await withTargets(connection, project, rows)).map((one) => ({
    ...one,
    targets: one.targets.filter(({ kind, target }) => own.has(JSON.stringify([kind, target]))),
  }));
}

async function withTargets(
  connection: Connection,
  project: string,
  rows: readonly ExclusionRow[],
): Promise<Exclusion[]> {
  const targets = await connection.rows<ExclusionTarget & { exclusion: string }>(
    `select kind, target, exclusion from exclusion_targets
     where project = $1 and exclusion = any($2::text[]) order by kind, target`,
    [project, texts(rows.map(({ id }) => id))],
  );
  return rows.map((row) => ({
    ...row,
    targets: targets
      .filter(({ exclusion }) => exclusion === row.id)
      .map(({ kind, target }) => ({ kind, target })),
  }));
}

/** What keeps responses out of the scores: of each its exclusions, the oldest first. */
export async function toldExclusions(
  connection: Connection,
  project: string,
  states: readonly ResponseState[],
): Promise<(state: ResponseState) => ToldExclusion[]> {
  const asked = states.flatMap(targetsOf);
  const rows = await connection.rows<ExclusionRow & ExclusionTarget>(
    `select t.kind, t.target, e.id, e.reason, e."by", e.note, e.at from exclusion_targets as t
     join exclusions as e on e.project = t.project and e.id = t.exclusion
     where t.project = $1 and (t.kind, t.target) in (select * from unnest($2::text[], $3::text[]))
     order by e.at, e.id`,
    [project, texts(asked.map(([kind]) => kind)), texts(asked.map(([, target]) => target))],
  );
  return (state) => {
    const targets = new Set(targetsOf(state).map((target) => JSON.stringify(target)));
    const fitting = rows.filter(({ kind, target }) => targets.has(JSON.stringify([kind, target])));
    const once = new Map(fitting.map((row) => [row.id, row]));
    return [...once.values()].map(toldExclusion);
  };
}
