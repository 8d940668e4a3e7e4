import type { ResponseState } from '@milepost/protocol';
import { corrected } from '../../intake/clock-skew.ts';
import { localDays } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { CellChange } from '../cell-moves.ts';
import { monthsOfChanges } from '../counted-months.ts';
import { presentCounting } from '../counting.ts';
import { wordsOfResponse } from '../words.ts';
import { integers, texts } from './arrays.ts';
import { writeCells } from './cell-writer.ts';
import { tellCounted, tellEveryMonth, tellMonths } from './counted.ts';
import type { Connection } from './database.ts';
import type { SegmentValues } from './segment-values.ts';
import { bucketOfShard, shardsOf } from './shard.ts';

export interface CountedRow {
  shard: string;
  id: string;
  sent: number | null;
  received: number;
  state: string;
  day: number;
  excluded: boolean;
  /** Those that it is found by, with blanks; null for none. */
  words: string | null;
}

const pageLength = 1_000;

/** Every response of a project, in pages in the order of their keys. */
export async function* responsePages(
  connection: Connection,
  known: KnownProgram,
): AsyncGenerator<CountedRow[]> {
  for (const shard of shardsOf(known.project, known.program.cells.buckets)) {
    let after = '';
    for (;;) {
      const rows = await connection.rows<CountedRow>(
        `select shard, id, sent, received, state, day, excluded,
           array_to_string(tsvector_to_array(words), ' ') as words from responses
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

/** Where a response is found. It is no change of it: nobody has to be told. */
const place = `update responses as r set day = n.day, words = n.words
  from (select shard, id, day, array_to_tsvector(string_to_array(words, ' ')) as words
    from unnest($1::text[], $2::text[], $3::int4[], $4::text[]) as w(shard, id, day, words)) as n
  where r.shard = n.shard and r.id = n.id and (r.day, r.words) is distinct from (n.day, n.words)`;

/**
 * Counts every response of a project again under its present program, in the present way: the days by its time zone, the
 * dimensions by its segments; and finds the words of each. To be called in a transaction that has the project for itself. Resolves to what is to be called after it.
 */
export async function recount(
  connection: Connection,
  known: KnownProgram,
  segmentValues: SegmentValues,
): Promise<() => void> {
  const localDay = localDays(known.program.timezone);
  const learned: (() => void)[] = [];
  const shards = texts(shardsOf(known.project, known.program.cells.buckets));
  await connection.run('delete from cells where shard = any($1::text[])', [shards]);
  await connection.run('delete from account_sums where shard = any($1::text[])', [shards]);
  // What a month loses, it is told of as well.
  await tellEveryMonth(connection, known.project);
  for await (const rows of responsePages(connection, known)) {
    const changes: CellChange[] = [];
    const now: { day: number; words: string[] }[] = [];
    for (const row of rows) {
      const state = JSON.parse(row.state) as ResponseState;
      const day = localDay(corrected(Date.parse(state.shown), row));
      now.push({ day, words: wordsOfResponse(state, known) });
      // Those that are left out count nothing, but their segments' values take their places all the same.
      changes.push({ known, bucket: bucketOfShard(row.shard), day, state, by: row.excluded ? 0 : 1 });
    }
    await connection.run(place, [
      texts(rows.map(({ shard }) => shard)),
      texts(rows.map(({ id }) => id)),
      integers(now.map(({ day }) => day)),
      texts(now.map(({ words }) => (words.length > 0 ? words.join(' ') : null))),
    ]);
    learned.push(await writeCells(connection, changes, segmentValues));
    await tellMonths(connection, monthsOfChanges(changes));
  }
  await connection.run('update projects set counting = $2 where id = $1', [known.project, presentCounting]);
  await tellCounted(connection, [known.project]);
  return () => {
    for (const learn of learned) learn();
  };
}
