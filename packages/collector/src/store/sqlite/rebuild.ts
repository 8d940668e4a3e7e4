import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { localDays } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { WriteCells } from './cell-writer.ts';

interface Row {
  bucket: number;
  id: string;
  shown: number;
  state: string;
  excluded: 0 | 1;
}

/** Counts every response of a project again under its present program. To be called inside a transaction. */
export type RebuildCells = (known: KnownProgram) => void;

/** Responses that are counted at a time. */
const perStep = 1_000;

export function createRebuild(connection: Database, writeCells: WriteCells): RebuildCells {
  const clear = connection.prepare('delete from cells where project = ?');
  const page = connection.prepare<unknown[], Row>(
    `select bucket, id, shown, state, excluded from responses
     where project = ? and (bucket, id) > (?, ?) order by bucket, id limit ${perStep}`,
  );
  const move = connection.prepare(
    'update responses set day = @day where project = @project and bucket = @bucket and id = @id and day <> @day',
  );
  return (known) => {
    const { project } = known;
    const localDay = localDays(known.program.timezone);
    clear.run(project);
    let rows = page.all(project, -1, '');
    while (rows.length > 0) {
      writeCells(
        rows.map(({ bucket, id, shown, state, excluded }) => {
          const day = localDay(shown);
          move.run({ project, bucket, id, day });
          return { known, bucket, day, state: JSON.parse(state) as ResponseState, by: excluded ? 0 : 1 };
        }),
      );
      const last = rows.at(-1);
      rows = page.all(project, last?.bucket, last?.id);
    }
  };
}
