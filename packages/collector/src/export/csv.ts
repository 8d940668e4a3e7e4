import { stringify } from 'csv-stringify/sync';
import { segmentValue } from '../intake/cells.ts';
import { corrected } from '../intake/clock-skew.ts';
import { dateOf, localDays } from '../intake/local-day.ts';
import type { KnownProgram } from '../program/known.ts';
import type { KeptResponse } from '../store/store.ts';
import { exportLine } from './export-line.ts';
import { withoutFormulas } from './without-formulas.ts';

type Cell = string | number | boolean | readonly string[] | null | undefined;

/** A column: its header, and what of a response stands in it. */
type Column = [header: string, cell: (kept: KeptResponse) => Cell];

/** Writes responses as rows of CSV (RFC 4180). */
export interface CsvWriter {
  header(): string;
  rows(page: readonly KeptResponse[]): string;
}

/**
 * Rows for a spreadsheet: a column for each thing that an analyst sorts and filters by, and at last `response`, the
 * whole of it as `milepost import` takes it back. A byte order mark tells spreadsheets that it is UTF-8.
 *
 * Questions come in the order of the surveys and their versions, each once.
 */
export function createCsvWriter(known: KnownProgram): CsvWriter {
  const columns: Column[] = [...responseColumns(known), ...segmentColumns(known), ...answerColumns(known)];
  const write = (rows: (string | number | boolean)[][]) =>
    stringify(rows, { record_delimiter: 'windows', quoted_string: true });
  return {
    header: () => `\uFEFF${write([[...columns.map(([header]) => header), 'response']])}`,
    rows: (page) =>
      write(page.map((kept) => [...columns.map(([, cell]) => cellOf(cell(kept))), responseCell(kept)])),
  };
}

function responseColumns({ program: { timezone } }: KnownProgram): Column[] {
  const dayOf = localDays(timezone);
  const shownAt = ({ state, ...times }: KeptResponse) => corrected(Date.parse(state.shown), times);
  return [
    ['id', ({ state }) => state.id],
    ['touchpoint', ({ state }) => state.touchpoint],
    ['survey', ({ state }) => state.survey],
    ['version', ({ state }) => state.version],
    ['channel', ({ state }) => state.channel ?? 'in_app'],
    ['shown', (kept) => new Date(shownAt(kept)).toISOString()],
    ['day', (kept) => dateOf(dayOf(shownAt(kept)))],
    ['locale', ({ state }) => state.locale],
    ['completed', ({ state }) => state.completed !== undefined],
    ['dismissed', ({ state }) => state.dismissed?.reason],
    ['person', ({ state }) => state.person?.id],
    ['account', ({ state }) => state.person?.account],
    ['role', ({ state }) => state.person?.role],
    ['verified', ({ state }) => state.verified],
    ['excluded', ({ excluded }) => excluded.map(({ reason }) => reason)],
    ['erased', ({ erased }) => erased !== null],
  ];
}

/** No survey's name has a colon, and every header of an answer has a dot, so no two headers are alike. */
function segmentColumns({ program: { segments } }: KnownProgram): Column[] {
  return segments.map((segment) => [`segment:${segment}`, ({ state }) => segmentValue(state, segment)]);
}

function answerColumns({ surveys }: KnownProgram): Column[] {
  return [...surveys].flatMap(([survey, versions]) => {
    const questions = new Set([...versions.values()].flatMap(({ answers }) => [...answers.keys()]));
    return [...questions].map(
      (question): Column => [
        `${survey}.${question}`,
        ({ state }) =>
          state.survey === survey
            ? state.answers?.find((answer) => answer.question === question)?.value
            : null,
      ],
    );
  });
}

function cellOf(cell: Cell): string | number | boolean {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'object' && cell !== null) return withoutFormulas(cell.join(';'));
  return withoutFormulas(cell ?? '');
}

/** In JSON a semicolon can only be part of a string; escaped, it ends a cell in no program. */
function responseCell(kept: KeptResponse): string {
  return JSON.stringify(exportLine(kept)).replaceAll(';', String.raw`\u003b`);
}
