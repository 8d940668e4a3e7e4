import { type ImportLine, importLine, plainWords } from '@milepost/protocol';
import { v5 } from 'uuid';
import { type Cell, readAnswer, readField } from './cell.ts';
import type { ColumnMap, FieldReader, MappedResponse } from './column-map.ts';
import type { LineFault } from './failure.ts';
import type { Row } from './rows.ts';
import { type Cells, fill } from './template.ts';
import { readRequiredTime, readTime } from './time.ts';

/** The UUID namespace (RFC 9562, 5.5) of imported rows. Never changes: every id of an import hangs on it. */
const namespace = '79436296-f66d-4b96-a8a5-9df3161338c7';

export type MappedRow =
  /** `leftOut` counts the responses that their `where` does not choose. */
  { lines: ImportLine[]; leftOut: number; faults: [] } | { lines: null; faults: LineFault[] };

/**
 * Turns a row into responses as `POST /v1/import` takes them, or says everything that is wrong with the row: then none
 * of them is sent. Pure: the same row and map are the same lines, with the same ids.
 *
 * A response without any answer is one too: the person was asked and gave none, so it counts as shown and in no score,
 * and has no `completed`.
 *
 * @example
 * toLines(row, map).lines?.[0]?.answers; // [{ question: 'recommend', value: 9 }]
 */
export function toLines(row: Row, map: ColumnMap): MappedRow {
  const faults: LineFault[] = [];
  const fault = (found: Omit<LineFault, 'line'>) => faults.push({ line: row.line, ...found });
  if (row.ragged) {
    fault({ code: 'row_ragged', detail: row.ragged });
    return { lines: null, faults };
  }
  const take: Take = (cell) => {
    if (cell.fault) fault(cell.fault);
    return cell.value;
  };
  const key = take(readKey(row, map));
  const shared = {
    shown: take(readRequiredTime(row, { template: map.shown, field: 'shown' })),
    ...(map.locale && { locale: take(readField(row, map.locale)) }),
    person: map.person && readPerson(row, map.person, take),
    facts: readFields(row, map.facts, take),
  };
  const chosen = map.responses
    .filter((response) => isWanted(row, response))
    .map((response) => ({ ...response, answers: readAnswers(row, response.answers, take) }));
  const completed =
    map.completed && chosen.some(({ answers }) => answers.length > 0)
      ? take(readTime(row, { template: map.completed, field: 'completed' }))
      : undefined;
  const drafts = chosen.map(({ key: own, constants, answers }) => {
    const id = key && v5(JSON.stringify([map.source, ...own, ...key]), namespace);
    return compact({ ...constants, id, ...shared, ...(answers.length > 0 && { completed, answers }) });
  });
  if (faults.length > 0) return { lines: null, faults };
  const lines: ImportLine[] = [];
  for (const draft of drafts) {
    const checked = importLine.safeParse(draft, { error: plainWords });
    if (checked.success) lines.push(checked.data);
    for (const { path, message } of checked.error?.issues ?? [])
      fault({ code: 'response_invalid', detail: `"${path.join('.')}" of its response: ${message}` });
  }
  if (faults.length > 0) return { lines: null, faults };
  return { lines, leftOut: map.responses.length - chosen.length, faults: [] };
}

type Take = <T>(cell: Cell<T>) => T | undefined;

/** What makes a row this row: the cells of the map's `id`. Null when all of them are blank. */
export function rowKey(row: Cells, map: ColumnMap): string[] | null {
  const cells = map.id.map((column) => row.get(column));
  return cells.every((cell) => cell === '') ? null : cells;
}

/** Whether a `where`, of the map or of one of its responses, chooses a row. */
export function isWanted(row: Cells, { where }: Pick<ColumnMap, 'where'>): boolean {
  return Object.entries(where).every(([column, cells]) => cells.includes(row.get(column)));
}

function readKey(row: Cells, map: ColumnMap): Cell<string[]> {
  const key = rowKey(row, map);
  if (key !== null) return { value: key };
  return { fault: { code: 'id_missing', detail: `has no id: blank in ${map.id.join(', ')}` } };
}

function readAnswers(row: Cells, readers: MappedResponse['answers'], take: Take) {
  return Object.entries(readers)
    .map(([question, read]) => ({ question, value: take(readAnswer(row, read)) }))
    .filter(({ value }) => value !== undefined);
}

function readPerson(row: Cells, map: NonNullable<ColumnMap['person']>, take: Take) {
  const { traits, ...templates } = map;
  const entries = Object.entries(templates).map(([name, template]) => [
    name,
    fill(template, row) ?? undefined,
  ]);
  return compact({ ...Object.fromEntries(entries), traits: readFields(row, traits, take) });
}

function readFields(row: Cells, readers: Record<string, FieldReader>, take: Take) {
  const entries = Object.entries(readers).map(([name, read]) => [name, take(readField(row, read))]);
  return compact(Object.fromEntries(entries));
}

/** Without what is undefined; undefined when nothing is left. */
function compact(all: Record<string, unknown>): Record<string, unknown> | undefined {
  const kept = Object.entries(all).filter(([, value]) => value !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
