import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { KnownProgram } from '../../../program/known.ts';
import { createCrowds } from '../../crowd.ts';
import type { CrowdSelection } from '../../store.ts';
import { readKeptValues } from '../segment-values.ts';
import { allBuckets } from './all-buckets.ts';

/** The people behind rows of one project: every place is looked at once, and no further than it takes. */
export function crowds(
  connection: Database,
  { known, selections }: { known: KnownProgram; selections: readonly CrowdSelection[] },
): number[] {
  const { project, program } = known;
  const all = createCrowds({ known, selections, keeps: readKeptValues(connection, project) });
  const responses = connection
    .prepare<unknown[], [string, number | null]>(
      `select state, erased from responses indexed by responses_place
       where project = ? and bucket in (select value from json_each(?)) and touchpoint = ? and day = ?
         and excluded = 0`,
    )
    .raw();
  const buckets = allBuckets(program.cells.buckets);
  for (const { touchpoint, day, add } of all.places()) {
    for (const [state, erased] of responses.iterate(project, buckets, touchpoint, day))
      if (add({ state: JSON.parse(state) as ResponseState, erased: erased !== null })) break;
  }
  return all.counts();
}
