import { ImportFailure, type LineFault } from './failure.ts';
import { lineFaults } from './ndjson-lines.ts';
import { readRows } from './rows.ts';
import { createReading, type Source } from './source.ts';

/** The column of an exported CSV file that holds the whole response. */
const responseColumn = 'response';

/** A CSV file that `milepost export` wrote: its last column is what is read, the others are for people. */
export function exportedRows({ file, check }: { file: string; check: boolean }): Source {
  const count = createReading();
  return { lines: lines(), reading: count.reading, lineOf: count.lineOf };

  async function* lines(): AsyncGenerator<string, void> {
    for await (const row of readRows({ file, encoding: 'utf-8', delimiter: ',', columns: [] })) {
      const cell = row.get(responseColumn);
      if (count.reading.read === 0 && !cell.startsWith('{'))
        throw new ImportFailure(
          `"${file}" needs a column map: --map MAP. Only files of "milepost export" go without one: .ndjson, or CSV with the column "${responseColumn}".`,
        );
      count.reading.read += 1;
      const { text, faults } = row.ragged
        ? { text: '', faults: [{ line: row.line, code: 'row_ragged', detail: row.ragged }] }
        : lineOf(cell, { line: row.line, check });
      if (faults.length > 0) {
        count.faulty(faults);
        continue;
      }
      count.ready(text, row.line);
      yield text;
    }
  }
}

/** Parsed and written again, since what is escaped for a spreadsheet would take the room of a line. */
function lineOf(
  cell: string,
  { line, check }: { line: number; check: boolean },
): { text: string; faults: LineFault[] } {
  try {
    const text = JSON.stringify(JSON.parse(cell));
    return { text, faults: check ? lineFaults(text, line) : [] };
  } catch (error) {
    const detail = `"${responseColumn}" is not JSON: ${(error as Error).message}; was the file saved by a spreadsheet?`;
    return { text: '', faults: [{ line, code: 'json_invalid', detail }] };
  }
}
