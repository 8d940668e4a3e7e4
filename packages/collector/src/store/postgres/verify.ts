import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { createCellCounter } from '../cell-faults.ts';
import { type CellChange, type CellMove, cellColumns, cellMoves } from '../cell-moves.ts';
import type { CellFault } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { responsePages } from './recount.ts';
import { bucketOfShard, shardsOf } from './shard.ts';

/** The cells that are not what the responses add up to, as both were at one instant. */
export async function verifyCells(
  connection: Connection,
  known: KnownProgram,
  limit: number,
): Promise<{ faults: CellFault[]; count: number }> {
  const values = await connection.rows<{ segment: string; value: string }>(
    'select segment, value from segment_values where project = $1',
    [known.project],
  );
  const kept = new Set(values.map(({ segment, value }) => JSON.stringify([segment, value])));
  const counter = createCellCounter();
  for await (const rows of responsePages(connection, known)) {
    const changes = rows
      .filter(({ excluded }) => !excluded)
      .map(
        ({ shard, day, state }): CellChange => ({
          known,
          bucket: bucketOfShard(shard),
          day,
          state: JSON.parse(state) as ResponseState,
          by: 1,
        }),
      );
    counter.add(cellMoves(changes, (_, segment, value) => kept.has(JSON.stringify([segment, value]))));
  }
  const cells = await connection.rows<Omit<CellMove, 'bucket' | 'project'> & { shard: string }>(
    `select shard, dimension, scale, day, touchpoint, survey, version, question, value,
       array[${cellColumns.join()}] as counts
     from cells where shard = any($1::text[])`,
    [texts(shardsOf(known.project, known.program.cells.buckets))],
  );
  const moves = cells.map(
    ({ shard, ...row }): CellMove => ({ ...row, project: known.project, bucket: bucketOfShard(shard) }),
  );
  return counter.faults(moves, limit);
}
