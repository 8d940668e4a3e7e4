import type { ToldExclusion } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { bucketOf } from '../bucket.ts';
import type { CellChange } from '../cell-moves.ts';
import { type ExclusionRow, isSameExclusion } from '../exclusion-row.ts';
import type { AddExclusion, Exclusion, ExclusionTarget, Page } from '../store.ts';
import type { CellWriter } from './cell-writer.ts';
import type { ChangeNumbers } from './change-numbers.ts';
import { exclusionsIn } from './exclusion-rows.ts';
import type { Programs } from './programs.ts';
import type { ResponseKey, ResponseRows } from './response-rows.ts';
import type { ProjectStanding } from './standing.ts';

export type Exclusions = ReturnType<typeof createExclusions>;

interface ExclusionParts {
  connection: Database;
  programs: Programs;
  rows: ResponseRows;
  standingOf: (project: string) => ProjectStanding;
  writer: CellWriter;
  beginChanges: () => ChangeNumbers;
}

/** Responses whose counts are moved at a time. */
const perStep = 1_000;

/** The standing rules that leave answers out of the scores. What writes is to be called inside a transaction. */
export function createExclusions(parts: ExclusionParts) {
  const { connection, programs, rows, standingOf, writer, beginChanges } = parts;
  const find = connection.prepare<[string, string], ExclusionRow>(
    'select id, reason, "by", note, at from exclusions where project = ? and id = ?',
  );
  const targetsOf = connection.prepare<[string, string], ExclusionTarget>(
    'select kind, target from exclusion_targets where project = ? and exclusion = ?',
  );
  const insert = connection.prepare(
    `insert into exclusions (project, id, reason, "by", note, at) values (@project, @id, @reason, @by, @note, @at)
     on conflict do nothing`,
  );
  const insertTarget = connection.prepare(
    `insert into exclusion_targets (project, kind, target, exclusion) values (?, ?, ?, ?) on conflict do nothing`,
  );
  const remove = connection.prepare('delete from exclusions where project = ? and id = ?');
  const removeTargets = connection.prepare(
    'delete from exclusion_targets where project = ? and exclusion = ?',
  );
  const tellExcludes = connection.prepare(
    `update projects set has_exclusions = exists (select 1 from exclusions where project = projects.id) where id = ?`,
  );

  const keysOf = (project: string, { kind, target }: ExclusionTarget): ResponseKey[] => {
    if (kind === 'person') return rows.ofPerson(project, target);
    if (kind === 'account') return rows.ofAccount(project, target);
    return [{ bucket: bucketOf(target, programs.bucketsOf(project)), id: target }];
  };

  /** Takes responses out of the cells or brings them back, as the rules are now; tells how many have changed. */
  const apply = (project: string, targets: readonly ExclusionTarget[]): number => {
    const known = programs.of(project);
    if (!known) return 0;
    const standing = standingOf(project);
    const numbers = beginChanges();
    let changes: CellChange[] = [];
    let changed = 0;
    for (const key of targets.flatMap((target) => keysOf(project, target))) {
      const found = rows.find(project, key);
      if (!found) continue;
      const { bucket, day, state } = found;
      const excluded = standing.excludes(state);
      if (excluded === found.excluded) continue;
      rows.setExcluded(project, { ...key, excluded, changed: numbers.next(project) });
      numbers.take(project);
      changes.push({ known, bucket, day, state, by: excluded ? -1 : 1 });
      changed += 1;
      if (changes.length < perStep) continue;
      writer.write(changes);
      changes = [];
    }
    writer.write(changes);
    numbers.keep();
    return changed;
  };

  return {
    add: (project: string, exclusion: Exclusion): AddExclusion => {
      const earlier = find.get(project, exclusion.id);
      if (earlier)
        return isSameExclusion({ ...earlier, targets: targetsOf.all(project, earlier.id) }, exclusion)
          ? { kind: 'repeated' }
          : { kind: 'conflict' };
      const { targets, ...row } = exclusion;
      insert.run({ ...row, project });
      for (const { kind, target } of targets) insertTarget.run(project, kind, target, exclusion.id);
      tellExcludes.run(project);
      return { kind: 'added', changed: apply(project, targets) };
    },
    remove: (project: string, id: string): number | null => {
      const targets = targetsOf.all(project, id);
      if (remove.run(project, id).changes === 0) return null;
      removeTargets.run(project, id);
      tellExcludes.run(project);
      return apply(project, targets);
    },
    /** Keeps what an exported line tells of the exclusions of its response; its row says already that it is out. */
    bring: (
      project: string,
      { response, brought }: { response: string; brought: readonly ToldExclusion[] },
    ): void => {
      for (const { note = null, at, ...exclusion } of brought) {
        insert.run({ ...exclusion, project, note, at: Date.parse(at) });
        insertTarget.run(project, 'response', response, exclusion.id);
      }
      tellExcludes.run(project);
    },
    page: (project: string, page: { after: string | null; limit: number }): Page<Exclusion> =>
      exclusionsIn(connection, project, page),
  };
}
