import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { KnownProgram } from '../../../program/known.ts';
import { countsOf } from '../../cell-moves.ts';
import type { OpenResponse } from '../../store.ts';
import { readKeptValues } from '../segment-values.ts';
import { allBuckets } from './all-buckets.ts';

/** Open responses shown at or after an instant: there are as many as prompts are on screens now and lately. */
export function openResponses(
  connection: Database,
  { known, since }: { known: KnownProgram; since: number },
): OpenResponse[] {
  const { project, program } = known;
  const keeps = readKeptValues(connection, project);
  return connection
    .prepare<unknown[], { day: number; shown: number; state: string }>(
      `select day, shown, state from responses
       where open = 1 and project = ? and bucket in (select value from json_each(?)) and shown >= ? and excluded = 0`,
    )
    .all(project, allBuckets(program.cells.buckets), since)
    .map(({ day, shown, state }) => ({
      day,
      shown,
      counts: countsOf(JSON.parse(state) as ResponseState, known, keeps),
    }));
}
