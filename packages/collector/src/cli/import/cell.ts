import type { AnswerValue } from '@milepost/protocol';
import type { AnswerReader, FieldReader } from './column-map.ts';
import type { LineFault } from './failure.ts';
import type { Cells } from './template.ts';

/** What a cell says: a value, nothing (undefined), or something that the map does not know. */
export type Cell<T> =
  | { value: T | undefined; fault?: never }
  | { value?: never; fault: Omit<LineFault, 'line'> };

const nothing = { value: undefined };

/** A fact, a trait or a locale. */
export function readField(row: Cells, read: FieldReader): Cell<string> {
  const cell = row.get(read.column);
  if (isMissing(cell, read)) return nothing;
  return read.values ? recoded(cell, { ...read, values: read.values }) : { value: cell };
}

/** The answer to one question. */
export function readAnswer(row: Cells, read: AnswerReader): Cell<Exclude<AnswerValue, null>> {
  const cell = row.get(read.column);
  if (isMissing(cell, read)) return nothing;
  switch (read.type) {
    case 'text':
      return { value: cell };
    case 'number':
      return readNumber(cell, read);
    case 'choice':
      return read.values ? recoded(cell, { ...read, values: read.values }) : { value: cell };
    case 'choices':
      return readChoices(cell, read);
  }
}

function isMissing(cell: string, { missing }: { missing: readonly string[] }): boolean {
  return cell === '' || missing.includes(cell);
}

function readNumber(cell: string, read: Extract<AnswerReader, { type: 'number' }>): Cell<number> {
  const found = read.values ? recoded(cell, { ...read, values: read.values }) : { value: wholeNumber(cell) };
  if (found.fault !== undefined) return found;
  const { low, high } = read.valid;
  if (found.value !== undefined && found.value >= low && found.value <= high) return found;
  return { fault: unknown(cell, { ...read, known: `is not valid (${low}..${high})` }) };
}

function readChoices(cell: string, read: Extract<AnswerReader, { type: 'choices' }>): Cell<string[]> {
  const chosen = cell
    .split(read.separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (!read.values) return { value: chosen };
  const values: string[] = [];
  for (const part of chosen) {
    const found = recoded(part, { ...read, values: read.values });
    if (found.fault !== undefined) return found;
    if (found.value !== undefined) values.push(found.value);
  }
  return { value: values };
}

function recoded<T>(
  cell: string,
  read: { column: string; missing: readonly string[]; values: Record<string, T> },
): Cell<T> {
  if (Object.hasOwn(read.values, cell)) return { value: read.values[cell] };
  return { fault: unknown(cell, { ...read, known: 'is not among the "values" of the map' }) };
}

/** `9` and `9.0`, which spreadsheets write for it; nothing that merely begins with a number. */
function wholeNumber(cell: string): number | undefined {
  return /^[+-]?\d+(\.0*)?$/.test(cell) ? Number(cell) : undefined;
}

function unknown(
  cell: string,
  { column, missing, known }: { column: string; missing: readonly string[]; known: string },
): Omit<LineFault, 'line'> {
  const list = ['blank', ...missing.filter((one) => one !== '').map((one) => `"${one}"`)].join(', ');
  const shown = cell.length > 60 ? `${cell.slice(0, 60)}…` : cell;
  return {
    code: 'cell_unknown',
    detail:
      `column "${column}" holds "${shown}", which ${known} and not missing (${list}); ` +
      'correct the cell, or add it to "missing" in the map if it means no answer',
  };
}
