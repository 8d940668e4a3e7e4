import type { ResponseState } from '@milepost/protocol';
import { segmentValue } from '../intake/cells.ts';
import { corrected } from '../intake/clock-skew.ts';
import { dateOf } from '../intake/local-day.ts';
import type { KnownProgram } from '../program/known.ts';
import type { StoredText } from '../store/store.ts';
import { exportText } from './export-text.ts';
import { withoutFormulas } from './without-formulas.ts';

type Cell = string | number | boolean | readonly string[] | null | undefined;

/** A response with its text read. */
interface Read extends StoredText {
  state: ResponseState;
  /** The values of its answers, by their questions. */
  answers: ReadonlyMap<string, Cell>;
}

/** A column: its header, and what of a response stands in it. */
type Column = [header: string, cell: (read: Read) => Cell];

/** Writes responses as rows of CSV (RFC 4180). */
export interface CsvWriter {
  header(): string;
  rows(page: readonly StoredText[]): string;
}

/**
 * Rows for a spreadsheet: a column for each thing that an analyst sorts and filters by, and at last `response`, the
 * whole of it as `milepost import` takes it back. A byte order mark tells spreadsheets that it is UTF-8.
 *
 * Questions come in the order of the surveys and their versions, each once.
 */
export function createCsvWriter(known: KnownProgram): CsvWriter {
  const columns: Column[] = [...responseColumns, ...segmentColumns(known), ...answerColumns(known)];
  return {
    header: () => `\uFEFF${row([...columns.map(([header]) => header), 'response'])}`,
    rows: (page) =>
      page
        .map((stored) => {
          const read = readText(stored);
          return row([...columns.map(([, cell]) => cellOf(cell(read))), responseCell(stored)]);
        })
        .join(''),
  };
}

/** Texts are quoted, whatever is in them; numbers are not. */
function row(cells: readonly (string | number)[]): string {
  const written = cells.map((cell) => (typeof cell === 'number' ? cell : `"${cell.replaceAll('"', '""')}"`));
  return `${written.join()}\r\n`;
}

function readText(stored: StoredText): Read {
  const state = JSON.parse(stored.text) as ResponseState;
  return {
    ...stored,
    state,
    answers: new Map(state.answers?.map(({ question, value }) => [question, value])),
  };
}

const responseColumns: readonly Column[] = [
  ['id', ({ state }) => state.id],
  ['touchpoint', ({ state }) => state.touchpoint],
  ['survey', ({ state }) => state.survey],
  ['version', ({ state }) => state.version],
  ['channel', ({ state }) => state.channel ?? 'in_app'],
  ['shown', ({ state, ...times }) => new Date(corrected(Date.parse(state.shown), times)).toISOString()],
  ['day', ({ day }) => dateOf(day)],
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
        ({ state, answers }) => (state.survey === survey ? answers.get(question) : null),
      ],
    );
  });
}

function cellOf(cell: Cell): string | number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'object' && cell !== null) return withoutFormulas(cell.join(';'));
  return cell ? withoutFormulas(cell) : '';
}

/** In JSON a semicolon can only be part of a string; escaped, it ends a cell in no program. */
function responseCell(stored: StoredText): string {
  return exportText(stored).trimEnd().replaceAll(';', String.raw`\u003b`);
}
