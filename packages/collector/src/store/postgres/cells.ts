import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { cellColumns, countsOf } from '../cell-moves.ts';
import type { CellSelection, CellSum, OpenResponse } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { findSegmentValues, type SegmentValues } from './segment-values.ts';
import { shardsOf } from './shard.ts';
import { everyDay } from './spans.ts';
import { inSteps } from './steps.ts';

interface SumRow extends Omit<CellSum, 'counts'> {
  counts: string;
}

/** Adds up the cells of a selection: one range of the primary key per bucket, scale and touchpoint. */
export async function sumCells(
  connection: Connection,
  { project, dimension, scales, from, to, byDay, values = null }: CellSelection,
  { buckets, touchpoints }: { buckets: number; touchpoints: readonly string[] },
): Promise<CellSum[]> {
  const keys = `${byDay ? 'day, ' : ''}touchpoint, survey, version, question, value, scale`;
  // A day of a single bucket is one cell: there is nothing to add up.
  const isAlone = byDay && buckets === 1;
  const rows = await connection.rows<SumRow>(
    `select ${byDay ? '' : '0 as day, '}${keys},
       concat_ws(',', ${cellColumns.map((column) => (isAlone ? column : `sum(${column})`)).join()}) as counts
     from cells
     where shard = any($1::text[]) and dimension = $2 and scale = any($3::text[])
       and touchpoint = any($4::text[]) and day >= $5 and day < $6
       ${values ? 'and value = any($7::text[])' : ''}
     ${isAlone ? '' : `group by ${keys}`}`,
    [
      texts(shardsOf(project, buckets)),
      dimension,
      texts(scales),
      texts(touchpoints),
      from ?? everyDay.from,
      to ?? everyDay.to,
      ...(values ? [texts(values)] : []),
    ],
  );
  return inSteps(rows, ({ counts, ...row }) => ({ ...row, counts: counts.split(',').map(Number) }));
}

/** Open responses shown at or after an instant: there are as many as prompts are on screens now and lately. */
export async function openResponses(
  connection: Connection,
  { known, segmentValues }: { known: KnownProgram; segmentValues: SegmentValues },
  since: number,
): Promise<OpenResponse[]> {
  const rows = await connection.rows<{ day: number; shown: number; state: string }>(
    `select day, shown, state from responses
     where shard = any($1::text[]) and open and not excluded and shown >= $2`,
    [texts(shardsOf(known.project, known.program.cells.buckets)), since],
  );
  const open = rows.map(({ day, shown, state }) => ({
    day,
    shown,
    state: JSON.parse(state) as ResponseState,
  }));
  return segmentValues.place(
    (keeps) => open.map(({ day, shown, state }) => ({ day, shown, counts: countsOf(state, known, keeps) })),
    async (missing) => {
      const found = await findSegmentValues(connection, missing);
      segmentValues.learn(found);
      return found;
    },
  );
}
