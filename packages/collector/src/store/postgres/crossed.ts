import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { createCrossCounter } from '../cross-count.ts';
import type { CrossSelection, CrossSum } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { readKeptValues } from './kept-values.ts';
import { needlesOf } from './needles.ts';
import { shardsOf } from './shard.ts';
import { everyDay } from './spans.ts';
import { streamed } from './streamed.ts';

/** Always by its index: one range per bucket and touchpoint, whatever the tables' statistics say. */
const query = `select r.day, r.state
  from unnest($1::text[]) as s(shard) cross join unnest($2::text[]) as t(touchpoint) cross join lateral (
    select day, state from responses
    where shard = s.shard and touchpoint = t.touchpoint and day >= $3 and day < $4 and not excluded
      and (cardinality($5::text[]) = 0 or exists (
        select 1 from unnest($5::text[]) as needle where strpos(state, needle) > 0))
    offset 0) as r`;

/** Counts the responses of a selection in several dimensions at once, as they were at one instant. */
export async function readCrossed(
  connection: Connection,
  known: KnownProgram,
  selection: CrossSelection,
): Promise<CrossSum[]> {
  const { project, dimensions, from, to, touchpoints } = selection;
  const keeps = await readKeptValues(
    connection,
    project,
    dimensions.map(({ dimension }) => dimension),
  );
  const counter = createCrossCounter({ known, selection, keeps });
  const pages = streamed<{ day: number; state: string }>(connection, query, [
    texts(shardsOf(project, known.program.cells.buckets)),
    texts([...new Set(touchpoints ?? known.touchpoints.keys())]),
    from ?? everyDay.from,
    to ?? everyDay.to,
    texts(needlesOf(dimensions) ?? []),
  ]);
  for await (const rows of pages)
    for (const { day, state } of rows) counter.add({ day, state: JSON.parse(state) as ResponseState });
  return counter.sums();
}
