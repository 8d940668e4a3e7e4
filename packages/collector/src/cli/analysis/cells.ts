import { styleText } from 'node:util';

/** What stands in a table, and its colour on a terminal that shows colours; never the only sign of anything. */
export interface Cell {
  text: string;
  colour?: 'red' | 'green' | 'dim';
}

/** How a column is laid out. */
export interface Column {
  head: string;
  align: 'left' | 'right';
}

const gap = '  ';
const segmenter = new Intl.Segmenter('en');

/**
 * Lays rows out in aligned columns, two spaces apart. Columns without any text in their rows are left out.
 *
 * @example
 * layOut([{ head: 'plan', align: 'left' }, { head: 'n', align: 'right' }], [[{ text: 'pro' }, { text: '412' }]]);
 * // ['plan    n', 'pro   412']
 */
export function layOut(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string[] {
  const shown = columns
    .map((column, index) => ({ ...column, cells: rows.map((row) => row[index] ?? { text: '' }) }))
    .filter(({ cells }) => cells.some(({ text }) => text !== ''));
  const laid = shown.map(({ head, align, cells }) => {
    const width = Math.max(...[{ text: head }, ...cells].map(({ text }) => widthOf(text)));
    const pad = (text: string) => {
      const room = ' '.repeat(width - widthOf(text));
      return align === 'left' ? text + room : room + text;
    };
    return [pad(head), ...cells.map(({ text, colour }) => coloured(pad(text), colour))];
  });
  return ['', ...rows].map((_, line) =>
    laid
      .map((cells) => cells[line] ?? '')
      .join(gap)
      .trimEnd(),
  );
}

/** In characters; those that a terminal draws over two columns are counted as one. */
const widthOf = (text: string) => [...segmenter.segment(text)].length;

/** Plain where output is no terminal, or where `NO_COLOR` asks for it. */
function coloured(text: string, colour: Cell['colour']): string {
  return colour ? styleText(colour, text, { stream: process.stdout }) : text;
}

/** A text from elsewhere; a control character would steer the terminal. */
export function plain(text: string): Cell {
  return { text: text.replace(/\p{Cc}|\p{Cf}/gu, '\u{FFFD}') };
}
