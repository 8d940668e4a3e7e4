import type { ResponseState } from '@milepost/protocol';
import { corrected } from '../../intake/clock-skew.ts';
import { localDays } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { CellChange } from '../cell-moves.ts';
import { integers, texts } from './arrays.ts';
import { writeCells } from './cell-writer.ts';
import { tellCounted } from './counted.ts';
import type { Connection } from './database.ts';
import type { SegmentValues } from './segment-values.ts';
import { bucketOfShard, shardsOf } from './shard.ts';

interface Row {
  shard: string;
  id: string;
  sent: number | null;
  received: number;
  state: string;
  day: number;
  excluded: boolean;
}

const pageLength = 1_000;

/** Every response of a project, in pages in the order of their keys. */
export async function* responsePages(connection: Connection, known: KnownProgram): AsyncGenerator<Row[]> {
  for (const shard of shardsOf(known.project, known.program.cells.buckets)) {
    let after = '';
    for (;;) {
      const rows = await connection.rows<Row>(
        `select shard, id, sent, received, state, day, excluded from responses
         where shard = $1 and id > $2 order by id limit ${pageLength}`,
        [shard, after],
      );
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < pageLength) break;
      after = last.id;
    }
  }
}

/**
 * Counts every response of a project again under its present program: the days by its time zone, the dimensions by its
 * segments. To be called in a transaction that has the project for itself. Resolves to what is to be called after it.
 */
export async function recount(
  connection: Connection,
  known: KnownProgram,
  segmentValues: SegmentValues,
): Promise<() => void> {
  const localDay = localDays(known.program.timezone);
  const learned: (() => void)[] = [];
  await connection.run('delete from cells where shard = any($1::text[])', [
    texts(shardsOf(known.project, known.program.cells.buckets)),
  ]);
  for await (const rows of responsePages(connection, known)) {
    const changes: CellChange[] = [];
    const moved: (Row & { to: number })[] = [];
    for (const row of rows) {
      const state = JSON.parse(row.state) as ResponseState;
      const day = localDay(corrected(Date.parse(state.shown), row));
      if (day !== row.day) moved.push({ ...row, to: day });
      // Those that are left out count nothing, but their segments' values take their places all the same.
      changes.push({ known, bucket: bucketOfShard(row.shard), day, state, by: row.excluded ? 0 : 1 });
    }
    await connection.run(
      `update responses as r set day = n.day from unnest($1::text[], $2::text[], $3::int4[]) as n(shard, id, day)
       where r.shard = n.shard and r.id = n.id`,
      [
        texts(moved.map(({ shard }) => shard)),
        texts(moved.map(({ id }) => id)),
        integers(moved.map(({ to }) => to)),
      ],
    );
    learned.push(await writeCells(connection, changes, segmentValues));
  }
  await tellCounted(connection, [known.project]);
  return () => {
    for (const learn of learned) learn();
  };
}
