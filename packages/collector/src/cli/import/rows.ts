import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import { columnPlaces, requireColumns } from './columns.ts';
import { decodeFile } from './encoding.ts';
import { ImportFailure } from './failure.ts';
import type { Cells } from './template.ts';

/** One row of a CSV file. */
export interface Row extends Cells {
  /** The line of the file on which the row begins; the header is on line 1. */
  line: number;
  /** Why the row cannot be read by its columns, or null. */
  ragged: string | null;
}

export interface RowSource {
  file: string;
  encoding: string;
  delimiter: string;
  /** The columns that must be there. */
  columns: readonly string[];
}

interface Begun {
  line: number;
  cells: string[];
}

/**
 * The rows of a CSV file (RFC 4180; any line end, quoted cells with line ends), as they are read: memory stays the same
 * for a file of any length. Rows in which every cell is blank are passed over.
 *
 * @throws ImportFailure before the first row when columns are missing or doubled; later at a byte that is not of the
 *   encoding, or at a quote that makes it unknowable where the next row begins
 */
export async function* readRows({
  file,
  encoding,
  delimiter,
  columns,
}: RowSource): AsyncGenerator<Row, void> {
  const remedy =
    'Set "encoding" in the map to the one it has, often "windows-1252", or save the file as UTF-8.';
  const lines = createLineCount();
  const options: Options<Begun, string[]> = {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    // A row of another length is a fault of that row, not of the file; the length is compared below.
    relax_column_count: true,
    // What a quote that is never closed may swallow before the import stops.
    max_record_size: 1024 * 1024,
    on_record: (cells, { lines: end }) => ({ line: lines.begin(cells, end), cells }),
  };
  // Its types know what on_record returns only together with named columns.
  const parser = parse(options as unknown as Options);
  // The pipeline destroys the parser with whatever goes wrong in the file, and then the loop below throws it.
  const piped = pipeline(decodeFile(file, { encoding, remedy }), parser).catch(() => undefined);
  let places: ReadonlyMap<string, number> | undefined;
  let width = 0;
  try {
    for await (const { line, cells } of parser as AsyncIterable<Begun>) {
      if (!places) {
        places = columnPlaces(cells, file);
        requireColumns(columns, { places, file });
        width = cells.length;
      } else if (cells.some((cell) => cell.trim() !== '')) yield createRow(line, { cells, places, width });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportFailure(
      `"${file}" cannot be read on from line ${lines.next()}: ${reasonOf(error)} What comes after it was not read.`,
    );
  } finally {
    parser.destroy();
    await piped;
  }
  if (!places) throw new ImportFailure(`"${file}" is empty; it must begin with a line of headers.`);
}

function createRow(
  line: number,
  { cells, places, width }: { cells: string[]; places: ReadonlyMap<string, number>; width: number },
): Row {
  // Spreadsheets leave blank cells at the end of a row; they shift nothing.
  const fits = cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '');
  return {
    line,
    ragged: fits ? null : `has ${cells.length} cells where the header has ${width}; is a quote missing?`,
    get: (column) => cells[places.get(column) ?? -1]?.trim() ?? '',
  };
}

/** csv-parse counts a line end \r\n inside a quoted cell twice; what a person sees in an editor is counted here. */
function createLineCount() {
  let doubled = 0;
  let last = 0;
  return {
    begin(cells: readonly string[], end: number): number {
      let breaks = 0;
      for (const cell of cells) {
        if (!/[\r\n]/.test(cell)) continue;
        doubled += cell.match(/\r\n/g)?.length ?? 0;
        breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
      }
      last = end - doubled;
      return last - breaks;
    },
    next: () => last + 1,
  };
}

function reasonOf(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed.';
    case 'CSV_MAX_RECORD_SIZE':
      return 'the row is longer than 1 MiB; a quote may be opened and never closed.';
    default:
      return 'a quote stands inside a cell; quote the whole cell and double the quotes in it.';
  }
}
