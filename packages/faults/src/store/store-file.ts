import type { Program, ResponseState } from '@milepost/protocol';
import Database from 'better-sqlite3';
import { type Cells, type CountingRules, countResponses, type ResponseRow } from './counted.ts';

/** What a store's file holds, read without the collector. */
export interface StoreFile {
  /** `ok`, or the first faults of the file. */
  integrity: string;
  rows: ResponseRow[];
  states: Map<string, ResponseState>;
  /** Cells that are not what the responses add up to, as `key: kept, counted`. */
  cellFaults: string[];
}

/** Reads a store's file; its collector need not have stopped. */
export function readStoreFile(file: string): StoreFile {
  const database = new Database(file);
  try {
    const [integrity] = database.pragma('integrity_check') as { integrity_check: string }[];
    // One transaction, so that a collector that goes on writing cannot come between.
    return database.transaction(() => {
      const rows = database
        .prepare<[], ResponseRow>('select id, bucket, day, person, excluded, erased, state from responses')
        .all();
      const counted = countResponses(rows, rulesOf(database));
      return {
        integrity: integrity?.integrity_check ?? '',
        rows,
        states: new Map(rows.map(({ id, state }) => [id, JSON.parse(state) as ResponseState])),
        cellFaults: differences(keptCells(database), counted),
      };
    })();
  } finally {
    database.close();
  }
}

/** The ids of all responses, in a file of any version. */
export function idsOf(file: string): Set<string> {
  const database = new Database(file);
  try {
    return new Set(database.prepare<[], string>('select id from responses').pluck().all());
  } finally {
    database.close();
  }
}

/** The tables that a text occurs in: what was erased must be in none. */
export function occursInFile(file: string, text: string): string[] {
  const database = new Database(file, { readonly: true });
  try {
    const tables = database
      .prepare<[], string>("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all();
    return tables.filter((table) =>
      database
        .prepare(`select * from "${table}"`)
        .all()
        .some((row) => JSON.stringify(row).includes(text)),
    );
  } finally {
    database.close();
  }
}

function keptCells(database: Database.Database): Cells {
  const columns = Array.from({ length: 11 }, (_, slot) => `c${slot}`).join(', ');
  const rows = database
    .prepare<[], number[]>(
      `select json_array(bucket, dimension, scale, day, touchpoint, survey, version, question, value), ${columns} from cells`,
    )
    .raw()
    .all();
  return new Map(rows.map(([key, ...counts]) => [String(key), counts]));
}

function differences(kept: Cells, counted: Cells): string[] {
  const none = JSON.stringify(Array<number>(11).fill(0));
  const told = (cells: Cells, key: string) => JSON.stringify(cells.get(key)) ?? none;
  return [...new Set([...kept.keys(), ...counted.keys()])]
    .filter((key) => told(kept, key) !== told(counted, key))
    .map((key) => `${key}: ${told(kept, key)}, ${told(counted, key)}`);
}

function rulesOf(database: Database.Database): CountingRules {
  const documents = database
    .prepare<[], string>('select document from programs order by revision')
    .pluck()
    .all()
    .map((text) => JSON.parse(text) as Program);
  const surveys = database
    .prepare<[], { survey: string; version: number; content: string }>('select * from surveys')
    .all()
    .map(({ content, ...row }) => ({ ...row, ...(JSON.parse(content) as Program['surveys'][string]) }));
  const pairs = database
    .prepare<[], string>('select json_array(segment, value) from segment_values')
    .pluck()
    .all();
  const scales = new Map<string, string>();
  for (const { survey, version, questions } of surveys)
    for (const { id, type } of questions) {
      const scale = { csat: '1..5', nps: '0..10' }[type as string];
      if (scale) scales.set(JSON.stringify([survey, version, id]), scale);
    }
  const latest = documents.at(-1);
  const translations = Object.values(latest?.surveys ?? {}).flatMap(({ locales }) =>
    Object.keys(locales ?? {}),
  );
  return {
    segments: latest?.segments ?? [],
    locales: new Set(latest ? [latest.locale, ...translations] : []),
    scales,
    segmentValues: new Set(pairs),
  };
}
