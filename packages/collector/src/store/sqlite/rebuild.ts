import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { localDays } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';
import { wordsOfResponse } from '../words.ts';
import type { CellWriter } from './cell-writer.ts';
import type { Comments } from './comments.ts';

interface Row {
  bucket: number;
  id: string;
  shown: number;
  state: string;
  excluded: 0 | 1;
}

interface RebuildParts {
  writer: CellWriter;
  comments: Comments;
}

/**
 * Counts every response of a project again under its present program; with `words`, its full-text index is made anew as
 * well, which no program moves. To be called inside a transaction.
 */
export type RebuildCells = (known: KnownProgram, also?: { words: boolean }) => void;

/** Responses that are counted at a time. */
const perStep = 1_000;

export function createRebuild(connection: Database, { writer, comments }: RebuildParts): RebuildCells {
  const clear = connection.prepare('delete from cells where project = ?');
  const clearAccounts = connection.prepare('delete from account_sums where project = ?');
  // What a month loses, it is told of as well.
  const raiseMonths = connection.prepare('update counted_months set counted = counted + 1 where project = ?');
  const page = connection.prepare<unknown[], Row>(
    `select bucket, id, shown, state, excluded from responses
     where project = ? and (bucket, id) > (?, ?) order by bucket, id limit ${perStep}`,
  );
  const move = connection.prepare(
    'update responses set day = @day where project = @project and bucket = @bucket and id = @id and day <> @day',
  );
  return (known, { words } = { words: false }) => {
    const { project } = known;
    const localDay = localDays(known.program.timezone);
    clear.run(project);
    clearAccounts.run(project);
    raiseMonths.run(project);
    if (words) comments.clear(project);
    let rows = page.all(project, -1, '');
    while (rows.length > 0) {
      writer.write(
        rows.map(({ bucket, id, shown, state: text, excluded }) => {
          const day = localDay(shown);
          const state = JSON.parse(text) as ResponseState;
          move.run({ project, bucket, id, day });
          if (words)
            comments.put(
              { project, bucket, id, shown, words: wordsOfResponse(state, known) },
              { had: false },
            );
          return { known, bucket, day, state, by: excluded ? 0 : 1 };
        }),
      );
      const last = rows.at(-1);
      rows = page.all(project, last?.bucket, last?.id);
    }
  };
}
