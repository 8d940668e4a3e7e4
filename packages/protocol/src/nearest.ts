/**
 * The names that somebody may have meant: alike but for case and punctuation, one the beginning of the other, or at most
 * a third of the letters away. The best first, at most three.
 *
 * @example
 * nearest('METHOD', ['METH', 'GATE']); // ['METH']
 */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = plain(name);
  const unlike = (other: string) => Math.abs(other.length - name.length);
  return names
    .map((other) => ({ other, distance: distanceOf(wanted, plain(other)) }))
    .filter(({ other, distance }) => distance <= plain(other).length / 3)
    .sort((a, b) => a.distance - b.distance || unlike(a.other) - unlike(b.other))
    .slice(0, 3)
    .map(({ other }) => other);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function distanceOf(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  if (shorter >= 3 && a.slice(0, shorter) === b.slice(0, shorter))
    return Math.min(1, Math.abs(a.length - b.length));
  // A flood of letters is not gone through.
  return Math.abs(a.length - b.length) > b.length / 3 ? Number.POSITIVE_INFINITY : editDistance(a, b);
}

/**
 * Levenshtein's distance with two letters that changed places as one change (optimal string alignment): a row of the
 * table for each letter, of which the last two are kept.
 */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line++) {
    const row = [line];
    for (let column = 1; column <= b.length; column++) {
      const same = a[line - 1] === b[column - 1];
      const swapped = a[line - 1] === b[column - 2] && a[line - 2] === b[column - 1];
      row.push(
        Math.min(
          at(above, column - 1) + (same ? 0 : 1),
          at(above, column) + 1,
          at(row, column - 1) + 1,
          swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, above] = [above, row];
  }
  return at(above, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
