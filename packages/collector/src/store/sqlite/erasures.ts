import type { Database } from 'better-sqlite3';
import type { CellChange } from '../cell-moves.ts';
import { erase } from '../erase.ts';
import { erasureHash } from '../erasure-hash.ts';
import { rowOf } from '../settle.ts';
import { textsOf } from '../words.ts';
import type { CellWriter } from './cell-writer.ts';
import type { ChangeNumbers } from './change-numbers.ts';
import type { Comments } from './comments.ts';
import { fitting } from './exclusion-rows.ts';
import type { Programs } from './programs.ts';
import type { ResponseKey, ResponseRows } from './response-rows.ts';
import type { ErasedKind } from './standing.ts';

export type Erasures = ReturnType<typeof createErasures>;

interface ErasureParts {
  connection: Database;
  programs: Programs;
  rows: ResponseRows;
  writer: CellWriter;
  comments: Comments;
  beginChanges: () => ChangeNumbers;
}

/** Takes people out of responses, and remembers it as long as a late send could come. To be called inside a transaction. */
export function createErasures(parts: ErasureParts) {
  const { connection, programs, rows, writer, comments, beginChanges } = parts;
  const keyOf = connection.prepare<[string], string>('select erasure_key from projects where id = ?').pluck();
  const remember = connection.prepare(
    `insert into erasures (project, kind, hash, at) values (?, ?, ?, ?)
     on conflict do update set at = max(at, excluded.at)`,
  );
  const forget = connection
    .prepare<[number, number], string>(
      `delete from erasures where rowid in (select rowid from erasures where at <= ? limit ?) returning project`,
    )
    .pluck();
  const tellErased = connection.prepare(
    `update projects set has_erasures = exists (select 1 from erasures where project = projects.id) where id = ?`,
  );
  // A rule about a person or an account goes on holding for the response, which names neither any more.
  const pinExclusions = connection.prepare(
    `insert into exclusion_targets (project, kind, target, exclusion)
     select @project, 'response', @id, exclusion from (${fitting}) where true on conflict do nothing`,
  );
  const unpin = connection.prepare(
    `delete from exclusion_targets where project = ? and kind = 'response' and target = ?`,
  );
  const dropEmptyExclusions = connection.prepare(
    `delete from exclusions where project = @project and not exists (
       select 1 from exclusion_targets where project = @project and exclusion = exclusions.id)`,
  );

  return {
    /** Keeps the hash of an id: what still comes of it from before that instant is refused. */
    remember: (project: string, { kind, id, at }: { kind: ErasedKind; id: string; at: number }): void => {
      remember.run(project, kind, erasureHash(keyOf.get(project) ?? '', id), at);
      tellErased.run(project);
    },
    /** Takes the person, the facts and every text out of responses that are not erased yet. */
    keepAnswers: (project: string, { keys, at }: { keys: readonly ResponseKey[]; at: number }): number => {
      const known = programs.of(project);
      const numbers = beginChanges();
      // Answers stay in the cells, but they are no account's any more.
      const leaving: CellChange[] = [];
      let erased = 0;
      for (const key of keys) {
        const found = rows.find(project, key);
        if (!known || !found || found.erased !== null) continue;
        const { bucket, day, state: before, excluded } = found;
        const { person } = before;
        if (excluded)
          pinExclusions.run({
            project,
            id: key.id,
            person: person?.id ?? null,
            account: person?.account ?? null,
          });
        else leaving.push({ known, bucket, day, state: before, by: -1 });
        const state = erase(before, known);
        const row = rowOf(known, bucket, { ...found, state, erased: at });
        rows.update(row, numbers.next(project));
        numbers.take(project);
        comments.put(row, { had: textsOf(before, known).length > 0 });
        erased += 1;
      }
      writer.writeAccounts(leaving);
      numbers.keep();
      return erased;
    },
    /** Takes responses away whole, out of the cells too. */
    deleteAnswers: (project: string, { keys, at }: { keys: readonly ResponseKey[]; at: number }): number => {
      const known = programs.of(project);
      const changes: CellChange[] = [];
      for (const key of keys) {
        const found = rows.find(project, key);
        if (!known || !found) continue;
        const { bucket, day, state, excluded } = found;
        if (!excluded) changes.push({ known, bucket, day, state, by: -1 });
        rows.remove(project, key);
        comments.remove(project, key);
        unpin.run(project, key.id);
        remember.run(project, 'response', erasureHash(keyOf.get(project) ?? '', key.id), at);
      }
      writer.write(changes);
      return keys.length;
    },
    dropEmptyExclusions: (project: string): void => {
      dropEmptyExclusions.run({ project });
    },
    /** Tells how many it has forgotten. */
    forget: ({ before, rows }: { before: number; rows: number }): number => {
      const forgotten = forget.all(before, rows);
      for (const project of new Set(forgotten)) tellErased.run(project);
      return forgotten.length;
    },
  };
}
