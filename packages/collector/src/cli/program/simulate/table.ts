/** The columns that a terminal is trusted to have. */
const width = 100;
const gap = '  ';

/**
 * Lays rows out in columns: names to the left, everything else to the right. A name that would make the lines longer
 * than 100 characters is cut.
 *
 * @example
 * columns([['', 'asked'], ['ticket_closed', '12']]); // ['               asked', 'ticket_closed     12']
 */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [names = 0, ...others] = widths;
  const rest = others.reduce((sum, other) => sum + gap.length + other, 0);
  const name = Math.max(1, Math.min(names, width - rest));
  return rows.map(([first = '', ...cells]) => {
    const right = cells.map((cell, column) => cell.padStart(others[column] ?? 0));
    return [cut(first, name).padEnd(name), ...right].join(gap).trimEnd();
  });
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
