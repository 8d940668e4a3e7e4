import type { Batch, Store } from '@milepost/collector';
import Database from 'better-sqlite3';
import { samplePerson, sampleResponse } from './sample.ts';

/** Requests of so many responses each. */
export function sampleBatches(count: number, perRequest: number): Batch[] {
  return Array.from({ length: count }, (_, batch) => ({
    project: 'default',
    responses: Array.from({ length: perRequest }, (_, one) => {
      const index = batch * perRequest + one;
      const state = { ...sampleResponse(index), person: samplePerson(index) };
      return { state, sent: Date.now(), received: Date.now() };
    }),
    tallies: [],
    rejected: [],
  }));
}

/** Microseconds per response of storing requests, so many of them in a commit. */
export async function timeRecord(
  store: Store,
  { batches, perCommit }: { batches: readonly Batch[]; perCommit: number },
): Promise<number> {
  const begun = performance.now();
  for (let start = 0; start < batches.length; start += perCommit)
    await store.record(batches.slice(start, start + perCommit));
  return perResponse(begun, batches);
}

/**
 * The least that storing the same can take: the finished rows of another store, in the same table with the same indexes,
 * by one prepared statement, as many to a commit.
 */
export function timeRawInserts(
  file: string,
  { from, batches, perCommit }: { from: string; batches: readonly Batch[]; perCommit: number },
): number {
  const source = new Database(from, { readonly: true });
  const rows = source.prepare('select * from responses order by rowid').raw().all() as unknown[][];
  const schema = source
    .prepare("select sql from sqlite_master where tbl_name = 'responses' and sql is not null")
    .pluck()
    .all() as string[];
  source.close();
  const raw = new Database(file);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  for (const sql of schema) raw.exec(sql);
  const insert = raw.prepare(`insert into responses values (${rows[0]?.map(() => '?').join()})`);
  const begun = performance.now();
  const size = perCommit * (batches[0]?.responses.length ?? 1);
  const commit = raw.transaction((some: unknown[][]) => {
    for (const row of some) insert.run(...row);
  });
  for (let start = 0; start < rows.length; start += size) commit(rows.slice(start, start + size));
  const time = perResponse(begun, batches);
  raw.close();
  return time;
}

function perResponse(begun: number, batches: readonly Batch[]): number {
  const responses = batches.reduce((sum, batch) => sum + batch.responses.length, 0);
  return ((performance.now() - begun) * 1_000) / responses;
}
