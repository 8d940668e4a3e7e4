import { importLine } from '@milepost/protocol';
import type { Cell } from './cell.ts';
import { type Cells, fill, type Template, templateColumns } from './template.ts';

/**
 * The instant that a template makes of a row; nothing when a cell that it needs is blank. A date that no calendar has
 * is a fault.
 */
export function readTime(
  row: Cells,
  { template, field }: { template: Template; field: string },
): Cell<string> {
  const text = fill(template, row);
  if (text === null || importLine.shape.shown.safeParse(text).success) return { value: text ?? undefined };
  const detail = `"${field}" would be "${text}", which is no date and time of RFC 3339${cellsOf(row, template)}`;
  return { fault: { code: 'time_invalid', detail } };
}

/** As `readTime`, of a time without which there is no response. */
export function readRequiredTime(row: Cells, of: { template: Template; field: string }): Cell<string> {
  const time = readTime(row, of);
  if (time.fault || time.value !== undefined) return time;
  const detail = `"${of.field}" cannot be told from a blank cell${cellsOf(row, of.template)}`;
  return { fault: { code: 'time_missing', detail } };
}

function cellsOf(row: Cells, template: Template): string {
  const cells = templateColumns(template).map((column) => `column "${column}" holds "${row.get(column)}"`);
  return cells.length > 0 ? `; ${cells.join(', ')}` : '';
}
