import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { KnownProgram } from '../../../program/known.ts';
import type { CellFault } from '../../store.ts';
import { wordsOfResponse } from '../../words.ts';
import { keptWords } from '../comments.ts';
import type { ResponseKey } from '../response-rows.ts';

/** Holds the words of responses against those that their comments are found by. */
export function createWordCounter(connection: Database, known: KnownProgram) {
  const { project } = known;
  const find = connection
    .prepare<[string, number, string], string>(
      'select words from comments where project = ? and bucket = ? and response = ?',
    )
    .pluck();
  const all = connection.prepare<[string], number>('select count(*) from comments where project = ?').pluck();
  let [fitting, wrong] = [0, 0];
  return {
    add: ({ bucket, id }: ResponseKey, state: ResponseState): void => {
      const words = keptWords(project, wordsOfResponse(state, known));
      if (words === '') return;
      if (find.get(project, bucket, id) === words) fitting += 1;
      else wrong += 1;
    },
    /** Comments that lack words or have others, and those that no response has; no more than how many is told. */
    faults: (): { faults: CellFault[]; count: number } => {
      const kept = all.get(project) ?? 0;
      const count = Math.max(wrong, kept - fitting);
      const fault = { cell: 'words of comments', kept: [kept], counted: [fitting + wrong] };
      return { faults: count > 0 ? [fault] : [], count };
    },
  };
}
