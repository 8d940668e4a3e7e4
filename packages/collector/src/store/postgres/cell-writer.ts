import { type CellChange, type CellMove, cellColumns, cellMoves } from '../cell-moves.ts';
import { writeAccountSums } from './account-sums.ts';
import { integers, texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { type SegmentValues, takeSegmentValues } from './segment-values.ts';
import { shardOf } from './shard.ts';

const keys = ['shard', 'dimension', 'scale', 'day', 'touchpoint', 'survey', 'version', 'question', 'value'];
const parameters = [
  ...keys.map((key, index) => `$${index + 1}::${key === 'day' || key === 'version' ? 'int4' : 'text'}[]`),
  ...cellColumns.map((_, index) => `$${keys.length + index + 1}::int4[]`),
];

const upsert = `insert into cells (${[...keys, ...cellColumns].join()})
  select * from unnest(${parameters.join()})
  on conflict (${keys.join()}) do update set
    ${cellColumns.map((column) => `${column} = cells.${column} + excluded.${column}`).join()}`;

/**
 * Writes the changes of a transaction: to the cells, then to the sums per account. Resolves to what is to be called after
 * its commit. Every cell that others want too is locked from here to the commit, so this comes last.
 */
export async function writeCells(
  connection: Connection,
  changes: readonly CellChange[],
  segmentValues: SegmentValues,
): Promise<() => void> {
  let learn = () => {};
  const moves = await segmentValues.place(
    (keeps) => cellMoves(changes, keeps),
    async (missing) => {
      const found = await takeSegmentValues(connection, missing);
      learn = () => segmentValues.learn(found);
      return found;
    },
  );
  if (moves.length > 0) await upsertCells(connection, moves);
  await writeAccountSums(connection, changes);
  return learn;
}

async function upsertCells(connection: Connection, moves: readonly CellMove[]): Promise<void> {
  const sorted = moves
    .map((move) => ({ move, shard: shardOf(move.project, move.bucket), order: orderOf(move) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  const column = (of: (move: CellMove) => string) => texts(sorted.map(({ move }) => of(move)));
  const numbers = (of: (move: CellMove) => number) => integers(sorted.map(({ move }) => of(move)));
  await connection.run(upsert, [
    texts(sorted.map(({ shard }) => shard)),
    column(({ dimension }) => dimension),
    column(({ scale }) => scale),
    numbers(({ day }) => day),
    column(({ touchpoint }) => touchpoint),
    column(({ survey }) => survey),
    numbers(({ version }) => version),
    column(({ question }) => question),
    column(({ value }) => value),
    ...cellColumns.map((_, slot) => numbers(({ counts }) => counts[slot] ?? 0)),
  ]);
}

/** Any order will do, as long as every collector has the same. */
function orderOf(move: CellMove): string {
  const { project, bucket, dimension, scale, day, touchpoint, survey, version, question, value } = move;
  return JSON.stringify([
    project,
    bucket,
    dimension,
    scale,
    day,
    touchpoint,
    survey,
    version,
    question,
    value,
  ]);
}
