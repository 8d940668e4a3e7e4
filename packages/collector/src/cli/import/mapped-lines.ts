import type { ColumnMap } from './column-map.ts';
import { mapColumns } from './columns.ts';
import { isWanted, rowKey, toLines } from './lines.ts';
import { type Row, readRows } from './rows.ts';
import { createReading, type Source } from './source.ts';

/** A CSV file through a column map. Of each row only its key is kept in memory, to notice a second one like it. */
export function mappedLines({ file, map }: { file: string; map: ColumnMap }): Source {
  const count = createReading();
  const seen = new Map<string, number>();
  return { lines: lines(), reading: count.reading, lineOf: count.lineOf };

  async function* lines(): AsyncGenerator<string, void> {
    for await (const row of readRows({ ...map, file, columns: mapColumns(map) })) {
      count.reading.read += 1;
      if (!row.ragged && !isWanted(row, map)) {
        count.reading.leftOut += 1;
        continue;
      }
      const earlier = earlierLine(row);
      if (earlier !== undefined) {
        const detail = `has the id of line ${earlier} (${map.id.join(', ')}); make "id" in the map unique`;
        count.faulty([{ line: row.line, code: 'id_repeated', detail }]);
        continue;
      }
      const mapped = toLines(row, map);
      if (!mapped.lines) {
        count.faulty(mapped.faults);
        continue;
      }
      count.reading.passedOver += mapped.leftOut;
      for (const line of mapped.lines) {
        const text = JSON.stringify(line);
        if (!line.answers) count.reading.unanswered += 1;
        count.ready(text, row.line);
        yield text;
      }
    }
  }

  /** Two rows of one id would merge into one response, and the loss of an answer would go unnoticed. */
  function earlierLine(row: Row): number | undefined {
    const cells = row.ragged ? null : rowKey(row, map);
    if (cells === null) return undefined;
    const key = JSON.stringify(cells);
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, row.line);
    return earlier;
  }
}
