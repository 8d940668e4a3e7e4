import { stringify } from 'csv-stringify/sync';
import { withoutFormulas } from './without-formulas.ts';

type Cell = string | number | boolean | null;

/**
 * The rows of an answer as CSV (RFC 4180) for spreadsheets: a column for each value, what is nested under its path with
 * dots (`funnel.shown`), in the order in which the rows bring them. An empty list or object has no column, null is an empty
 * cell, a list of plain values one cell with semicolons. Texts that a spreadsheet would compute are guarded, headers too.
 *
 * @param columns - That stand first, and are there without rows too.
 * @example
 * tableCsv([{ period: '2026-11', funnel: { shown: 9 } }]); // period,funnel.shown with a row below
 */
export function tableCsv(rows: readonly object[], columns: readonly string[] = []): string {
  const places = new Map(columns.map((column, place) => [column, place]));
  const table = rows.map((row) => {
    const cells: (string | number)[] = [];
    for (const [column, cell] of cellsOf(row)) {
      const place = places.get(column) ?? places.size;
      places.set(column, place);
      cells[place] = typeof cell === 'number' ? cell : withoutFormulas(String(cell ?? ''));
    }
    return cells;
  });
  const header = [...places.keys()].map(withoutFormulas);
  // A row that ends early is filled up, so that every row has as many cells.
  const filled = table.map((cells) => header.map((_, place) => cells[place] ?? ''));
  // The byte order mark tells spreadsheets that it is UTF-8.
  return `\uFEFF${stringify([header, ...filled], { record_delimiter: 'windows', quoted_string: true })}`;
}

function* cellsOf(value: unknown, path = ''): Generator<[column: string, cell: Cell]> {
  if (Array.isArray(value) && value.every(isCell)) {
    if (value.length > 0) yield [path, value.join(';')];
  } else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) yield* cellsOf(part, path ? `${path}.${name}` : name);
  else if (isCell(value)) yield [path, value];
}

function isCell(value: unknown): value is Cell {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
