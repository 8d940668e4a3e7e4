import type { ToldExclusion } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { type ExclusionRow, toldExclusion } from '../exclusion-row.ts';
import type { Exclusion, ExclusionTarget, Page } from '../store.ts';

interface TargetRow extends ExclusionTarget {
  exclusion: string;
}

/** Whom an exclusion may name. */
export interface Excludable {
  id: string;
  person: string | null;
  account: string | null;
}

/** Ids of the exclusions that fit a response, as a subquery: one look into the key for each thing that may be named. */
export const fitting = `select exclusion from exclusion_targets where project = @project
  and (kind, target) in (values ('response', @id), ('person', @person), ('account', @account))`;

const columns = 'exclusions.id, reason, "by", note, at';

/** Returns a function that reads the exclusions that fit a response, the oldest first. */
export function createFitting(connection: Database) {
  const find = connection.prepare<[Excludable & { project: string }], ExclusionRow>(
    `select ${columns} from exclusions where project = @project and id in (${fitting}) order by at, id`,
  );
  return (project: string, response: Excludable): ToldExclusion[] =>
    find.all({ ...response, project }).map(toldExclusion);
}

/** Exclusions of a project, the newest first; a cursor that no page gave leads to an empty one. */
export function exclusionsIn(
  connection: Database,
  project: string,
  { after, limit }: { after: string | null; limit: number },
): Page<Exclusion> {
  const [at, id] = after === null ? [Number.MAX_SAFE_INTEGER, ''] : cursorOf(after);
  const found = connection
    .prepare<unknown[], ExclusionRow>(
      `select ${columns} from exclusions where project = ? and (at, id) < (?, ?) order by at desc, id desc limit ?`,
    )
    .all(project, at, id, limit);
  const last = found.at(-1);
  return {
    rows: withTargets(connection, project, found),
    next: last && found.length === limit ? `${last.at}:${last.id}` : null,
  };
}

function cursorOf(after: string): [at: number, id: string] {
  const [at, ...rest] = after.split(':');
  return [Number(at), rest.join(':')];
}

/** The exclusions with what each of them is about. */
export function withTargets(
  connection: Database,
  project: string,
  exclusions: readonly ExclusionRow[],
): Exclusion[] {
  const targets = connection
    .prepare<unknown[], TargetRow>(
      `select exclusion, kind, target from exclusion_targets
       where project = ? and exclusion in (select value from json_each(?))`,
    )
    .all(project, JSON.stringify(exclusions.map(({ id }) => id)));
  const byExclusion = Map.groupBy(targets, ({ exclusion }) => exclusion);
  return exclusions.map((one) => ({
    ...one,
    targets: (byExclusion.get(one.id) ?? []).map(({ kind, target }) => ({ kind, target })),
  }));
}
