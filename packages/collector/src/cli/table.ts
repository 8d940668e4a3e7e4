/**
 * Lays rows out in columns that are as wide as their widest cell, two spaces apart; the last one is not padded.
 *
 * @example
 * table([['a', 'b'], ['long', 'c']]); // 'a     b\nlong  c\n'
 */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
}
