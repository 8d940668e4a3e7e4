/** A text with places for cells: literal parts, and columns with the width to which their digits are padded. */
export type Template = readonly (string | { column: string; width: number })[];

/** The readers of a row's cells that a template and an answer need. */
export interface Cells {
  /** The cell of a column, trimmed. The column is known to exist. */
  get(column: string): string;
}

/**
 * Reads `2017-05-{INTDATE:2}T12:00:00-07:00`: `{COLUMN}` stands for the cell, `{COLUMN:2}` for the cell padded with
 * zeros to two digits. Null when a brace is left alone, or nothing stands between two.
 */
export function parseTemplate(text: string): Template | null {
  const parts: (string | { column: string; width: number })[] = [];
  for (const [index, part] of text.split(/\{([^{}]*)\}/).entries()) {
    if (index % 2 === 0) {
      if (/[{}]/.test(part)) return null;
      if (part !== '') parts.push(part);
      continue;
    }
    const [, column = '', width = '0'] = /^(.*?)(?::(\d{1,2}))?$/s.exec(part) ?? [];
    if (column.trim() === '') return null;
    parts.push({ column: column.trim(), width: Number(width) });
  }
  return parts.length > 0 ? parts : null;
}

/** The columns that a template reads. */
export function templateColumns(template: Template): string[] {
  return template.flatMap((part) => (typeof part === 'string' ? [] : [part.column]));
}

/**
 * The text of a template for one row; null when a cell that it needs is blank, since half a date is none.
 *
 * @example
 * fill(parseTemplate('2017-05-{DAY:2}'), row); // '2017-05-03'
 */
export function fill(template: Template, row: Cells): string | null {
  let text = '';
  for (const part of template) {
    if (typeof part === 'string') text += part;
    else {
      const cell = row.get(part.column);
      if (cell === '') return null;
      text += cell.padStart(part.width, '0');
    }
  }
  return text;
}
