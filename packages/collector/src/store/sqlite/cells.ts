import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { corrected, type SendTimes } from '../../intake/clock-skew.ts';
import { localDays } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';
import { type CellChange, cellColumns as columns, countsOf } from '../cell-moves.ts';
import type { CellSelection, CellSum, OpenResponse } from '../store.ts';
import { createCellWriter } from './cell-writer.ts';
import type { SqliteDatabase } from './database.ts';

const everyDay = { from: -10_000_000, to: 10_000_000 };

interface SumRow extends Omit<CellSum, 'counts'> {
  [column: string]: string | number;
}

/** Adds up the cells of a selection: one range of the primary key per bucket and scale. */
export function sumCells(reader: Database, selection: CellSelection, buckets: number): CellSum[] {
  const { project, dimension, scales, byDay } = selection;
  const keys = `${byDay ? 'day, ' : ''}touchpoint, survey, version, question, value, scale`;
  const statement = reader.prepare<unknown[], SumRow>(
    `select ${byDay ? '' : '0 as day, '}${keys}, ${columns.map((column) => `sum(${column}) as ${column}`).join()}
     from cells
     where project = ? and bucket in (select value from json_each(?)) and dimension = ?
       and scale in (select value from json_each(?)) and day >= ? and day < ?
     group by ${keys}`,
  );
  const allBuckets = JSON.stringify(Array.from({ length: buckets }, (_, bucket) => bucket));
  const { from, to } = { from: selection.from ?? everyDay.from, to: selection.to ?? everyDay.to };
  return statement.all(project, allBuckets, dimension, JSON.stringify(scales), from, to).map((row) => ({
    day: row.day,
    touchpoint: row.touchpoint,
    survey: row.survey,
    version: row.version,
    question: row.question,
    value: row.value,
    scale: row.scale,
    counts: columns.map((column) => Number(row[column])),
  }));
}

/** Open responses shown at or after an instant: there are as many as prompts are on screens now and lately. */
export function openResponses(
  { reader, segmentValues }: SqliteDatabase,
  known: KnownProgram,
  since: number,
): OpenResponse[] {
  const { project, program } = known;
  return reader
    .prepare<unknown[], { day: number; state: string }>(
      `select day, state from responses
       where open = 1 and project = ? and bucket in (select value from json_each(?)) and shown >= ?`,
    )
    .all(project, JSON.stringify(Array.from({ length: program.cells.buckets }, (_, bucket) => bucket)), since)
    .map(({ day, state }) => ({
      day,
      counts: countsOf(JSON.parse(state) as ResponseState, known, segmentValues.keeps),
    }));
}

interface ResponseRow extends SendTimes {
  bucket: number;
  id: string;
  state: string;
}

/**
 * Counts every response of a project again under its present program: the days by its time zone, the dimensions by its
 * segments. To be called inside a transaction.
 */
export function rebuildCells({ writer, segmentValues }: SqliteDatabase, known: KnownProgram): void {
  const writeCells = createCellWriter(writer, segmentValues);
  const localDay = localDays(known.program.timezone);
  writer.prepare('delete from cells where project = ?').run(known.project);
  const page = writer.prepare<unknown[], ResponseRow>(
    `select bucket, id, sent, received, state from responses
     where project = ? and (bucket, id) > (?, ?) order by bucket, id limit 1000`,
  );
  const move = writer.prepare('update responses set day = ? where project = ? and bucket = ? and id = ?');
  let rows = page.all(known.project, -1, '');
  while (rows.length > 0) {
    const changes: CellChange[] = [];
    for (const { bucket, id, state: text, ...times } of rows) {
      const state = JSON.parse(text) as ResponseState;
      const day = localDay(corrected(Date.parse(state.shown), times));
      move.run(day, known.project, bucket, id);
      changes.push({ known, bucket, day, state, by: 1 });
    }
    writeCells(changes);
    const last = rows.at(-1);
    rows = page.all(known.project, last?.bucket, last?.id);
  }
}
