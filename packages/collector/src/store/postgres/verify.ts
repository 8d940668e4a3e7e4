import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { createAccountCounter } from '../account-faults.ts';
import { type AccountMove, accountMoves } from '../account-moves.ts';
import { createCellCounter } from '../cell-faults.ts';
import { type CellChange, type CellMove, cellColumns, cellMoves } from '../cell-moves.ts';
import type { CellFault } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { responsePages } from './recount.ts';
import { bucketOfShard, shardsOf } from './shard.ts';
import { createWordCounter } from './word-faults.ts';

/** The cells, sums per account and words that are not what the responses say, as all were at one instant. */
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
  const sums = createAccountCounter();
  const written = createWordCounter(known);
  for await (const rows of responsePages(connection, known)) {
    const changes: CellChange[] = [];
    for (const { shard, day, excluded, words, ...row } of rows) {
      const state = JSON.parse(row.state) as ResponseState;
      written.add(state, words);
      if (!excluded) changes.push({ known, bucket: bucketOfShard(shard), day, state, by: 1 });
    }
    sums.add(accountMoves(changes));
    counter.add(cellMoves(changes, (_, segment, value) => kept.has(JSON.stringify([segment, value]))));
  }
  const shards = texts(shardsOf(known.project, known.program.cells.buckets));
  const cells = await connection.rows<Kept<CellMove>>(
    `select shard, dimension, scale, day, touchpoint, survey, version, question, value,
       array[${cellColumns.join()}] as counts
     from cells where shard = any($1::text[])`,
    [shards],
  );
  const accounts = await connection.rows<Kept<AccountMove>>(
    `select shard, scale, touchpoint, month, survey, version, question, account, n, thirds, ninths
     from account_sums where shard = any($1::text[])`,
    [shards],
  );
  const { project } = known;
  const placed = <T>({ shard, ...row }: Kept<T>) => ({ ...row, project, bucket: bucketOfShard(shard) });
  const found = [
    counter.faults(
      cells.map((row): CellMove => placed(row)),
      limit,
    ),
    sums.faults(
      accounts.map((row): AccountMove => placed(row)),
      limit,
    ),
    written.faults(),
  ];
  return {
    faults: found.flatMap(({ faults }) => faults).slice(0, limit),
    count: found.reduce((sum, { count }) => sum + count, 0),
  };
}

/** A row of what is kept. */
type Kept<T> = Omit<T, 'bucket' | 'project'> & { shard: string };
