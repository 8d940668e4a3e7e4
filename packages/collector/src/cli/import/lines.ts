import { type ImportLine, importLine, plainWords } from '@milepost/protocol';
import { v5 } from 'uuid';
import { type Cell, readAnswer, readField } from './cell.ts';
import type { ColumnMap, FieldReader } from './column-map.ts';
import type { LineFault } from './failure.ts';
import type { Row } from './rows.ts';
import { type Cells, fill } from './template.ts';
import { readRequiredTime, readTime } from './time.ts';

/** The UUID namespace (RFC 9562, 5.5) of imported rows. Never changes: every id of an import hangs on it. */
const namespace = '79436296-f66d-4b96-a8a5-9df3161338c7';

export type MappedRow = { line: ImportLine; faults: [] } | { line: null; faults: LineFault[] };

/**
 * Turns a row into a response as `POST /v1/import` takes it, or says everything that is wrong with the row. Pure: the
 * same row and map are the same line, with the same id.
 *
 * A row without any answer is a response too: the person was asked and gave none, so it counts as shown and in no
 * score, and has no `completed`.
 *
 * @example
 * toLine(row, map).line?.answers; // [{ question: 'recommend', value: 9 }]
 */
export function toLine(row: Row, map: ColumnMap): MappedRow {
  const faults: LineFault[] = [];
  const fault = (found: Omit<LineFault, 'line'>) => faults.push({ line: row.line, ...found });
  if (row.ragged) {
    fault({ code: 'row_ragged', detail: row.ragged });
    return { line: null, faults };
  }
  const take: Take = (cell) => {
    if (cell.fault) fault(cell.fault);
    return cell.value;
  };
  const answers = Object.entries(map.answers)
    .map(([question, read]) => ({ question, value: take(readAnswer(row, read)) }))
    .filter(({ value }) => value !== undefined);
  const { completed } = map;
  const line = compact({
    ...map.constants,
    id: take(readId(row, map)),
    shown: take(readRequiredTime(row, { template: map.shown, field: 'shown' })),
    completed:
      completed && answers.length > 0
        ? take(readTime(row, { template: completed, field: 'completed' }))
        : undefined,
    locale: map.locale ? take(readField(row, map.locale)) : map.constants.locale,
    person: map.person && readPerson(row, map.person, take),
    facts: readFields(row, map.facts, take),
    answers: answers.length > 0 ? answers : undefined,
  });
  if (faults.length > 0) return { line: null, faults };
  const checked = importLine.safeParse(line, { error: plainWords });
  if (checked.success) return { line: checked.data, faults: [] };
  for (const { path, message } of checked.error.issues)
    fault({ code: 'response_invalid', detail: `"${path.join('.')}" of its response: ${message}` });
  return { line: null, faults };
}

type Take = <T>(cell: Cell<T>) => T | undefined;

/** What makes a row this row: the cells of the map's `id`. Null when all of them are blank. */
export function rowKey(row: Cells, map: ColumnMap): string | null {
  const cells = map.id.map((column) => row.get(column));
  return cells.every((cell) => cell === '') ? null : JSON.stringify([map.source, ...cells]);
}

/** Whether the map's `where` chooses a row. */
export function isWanted(row: Cells, map: ColumnMap): boolean {
  return Object.entries(map.where).every(([column, cells]) => cells.includes(row.get(column)));
}

function readId(row: Cells, map: ColumnMap): Cell<string> {
  const key = rowKey(row, map);
  if (key !== null) return { value: v5(key, namespace) };
  return { fault: { code: 'id_missing', detail: `has no id: blank in ${map.id.join(', ')}` } };
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
