import { readFile } from 'node:fs/promises';
import { type ColumnMap, checkColumnMap } from './column-map.ts';
import { unreadable } from './encoding.ts';
import { exportedRows } from './exported-rows.ts';
import { faultsKept, ImportFailure, type LineFault } from './failure.ts';
import { mappedLines } from './mapped-lines.ts';
import { ndjsonLines } from './ndjson-lines.ts';
import { type Connection, type ImportAnswer, postLines } from './post-lines.ts';
import type { Reading, Source } from './source.ts';

export interface ImportFile {
  /** A CSV file, or an NDJSON file (`.ndjson`, `.jsonl`) whose lines are responses already. */
  file: string;
  /** The column map of a CSV file that `milepost export` has not written. */
  map?: string | undefined;
}

/** What became of a file; the counts of the collector are null when nothing was sent. */
export interface ImportReport extends Omit<Reading, 'faults'> {
  answer: Omit<ImportAnswer, 'faults'> | null;
  /** The first faults, those found here and the collector's, by their line in the file. */
  faults: LineFault[];
}

/**
 * Reads a file, maps its rows and sends them in one streamed request. Rows that cannot be sent are reported and the
 * others go on; a second run of the same file adds nothing, since the ids are the same.
 *
 * @throws ImportFailure when the file or the map cannot be read, or the collector does not take the import
 *
 * @example
 * const report = await importFile({ file: '2017.csv', map: 'examples/sfo/2017.map.json', url, key });
 * report.answer; // { accepted: 2831, repeated: 0, rejected: 0 }
 */
export async function importFile({
  file,
  map,
  ...connection
}: ImportFile & Connection): Promise<ImportReport> {
  const source = await open({ file, map, check: false });
  const body = batches(source.lines);
  try {
    // What is wrong with the file's head is said before the collector is bothered.
    const head = await body.next();
    if (head.done) return report(source, null);
    return report(source, await postLines(connection, joined(head.value, body)));
  } finally {
    // An early answer leaves the body unread; this closes the file.
    await body.return();
  }
}

/** Reads and maps a whole file as `importFile` does, and sends nothing. */
export async function checkFile({ file, map }: ImportFile): Promise<ImportReport> {
  const source = await open({ file, map, check: true });
  for await (const _line of source.lines);
  return report(source, null);
}

async function open({ file, map, check }: ImportFile & { check: boolean }): Promise<Source> {
  const ready = /\.(ndjson|jsonl)$/i.test(file);
  if (ready && map !== undefined)
    throw new ImportFailure(`"${file}" is NDJSON, whose lines are responses already; leave --map away.`);
  if (ready) return ndjsonLines({ file, check });
  if (map === undefined) return exportedRows({ file, check });
  return mappedLines({ file, map: await readColumnMap(map) });
}

async function readColumnMap(path: string): Promise<ColumnMap> {
  const text = await readFile(path, 'utf8').catch((error) => {
    throw unreadable(path, error);
  });
  let document: unknown;
  try {
    // Some editors begin a file with a byte order mark, which is no JSON.
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ImportFailure(`"${path}" is not JSON: ${(error as Error).message}`);
  }
  const { map, faults } = checkColumnMap(document);
  if (map) return map;
  const list = faults.map(({ path: at, message }) => `\n  ${at || '/'} ${message}`);
  throw new ImportFailure(`"${path}" is no column map:${list.join('')}`);
}

const batchLength = 64 * 1024;

/** Lines by the batch, so that a million of them are not a million writes. */
async function* batches(lines: AsyncGenerator<string, void>): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  let batch = '';
  let begun = false;
  try {
    for await (const line of lines) {
      batch += `${line}\n`;
      if (batch.length < batchLength) continue;
      begun = true;
      yield encoder.encode(batch);
      batch = '';
    }
    if (batch !== '') yield encoder.encode(batch);
  } catch (error) {
    if (!begun || !(error instanceof ImportFailure)) throw error;
    throw new ImportFailure(
      `${error.message} Lines before it were sent already; once it is repaired, the same import only adds the rest.`,
    );
  }
}

async function* joined(head: Uint8Array, rest: AsyncGenerator<Uint8Array, void>) {
  yield head;
  yield* rest;
}

function report({ reading, lineOf }: Source, answer: ImportAnswer | null): ImportReport {
  const refused = answer?.faults.map((fault) => ({ ...fault, line: lineOf(fault.line) })) ?? [];
  return {
    ...reading,
    answer: answer && { accepted: answer.accepted, repeated: answer.repeated, rejected: answer.rejected },
    faults: [...reading.faults, ...refused].sort((a, b) => a.line - b.line).slice(0, faultsKept),
  };
}
