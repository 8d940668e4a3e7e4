import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { KnownProgram } from '../../../program/known.ts';
import { createCrossCounter } from '../../cross-count.ts';
import type { CrossSelection, CrossSum } from '../../store.ts';
import { readKeptValues } from '../segment-values.ts';
import { allBuckets } from './all-buckets.ts';
import { closedRange } from './closed-range.ts';

/** Counts the responses of a selection one by one: where days or touchpoints are named, no others are looked at. */
export function crossed(
  connection: Database,
  { known, selection }: { known: KnownProgram; selection: CrossSelection },
): CrossSum[] {
  const { project, program } = known;
  const { from, to } = closedRange(selection);
  const isWhole = selection.touchpoints === null && selection.from === null && selection.to === null;
  const counter = createCrossCounter({ known, selection, keeps: readKeptValues(connection, project) });
  // Everything is read fastest in the order in which it lies there.
  const rows = isWhole
    ? connection
        .prepare<unknown[], [number, string]>(
          'select day, state from responses not indexed where project = ? and excluded = 0',
        )
        .raw()
        .iterate(project)
    : connection
        .prepare<unknown[], [number, string]>(
          `select day, state from responses indexed by responses_place
           where project = ? and bucket in (select value from json_each(?))
             and touchpoint in (select value from json_each(?)) and day >= ? and day < ? and excluded = 0`,
        )
        .raw()
        .iterate(
          project,
          allBuckets(program.cells.buckets),
          JSON.stringify(selection.touchpoints ?? [...known.touchpoints.keys()]),
          from,
          to,
        );
  for (const [day, state] of rows) counter.add({ day, state: JSON.parse(state) as ResponseState });
  return counter.sums();
}
