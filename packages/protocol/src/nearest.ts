/**
 * The names that somebody may have meant: alike but for case and punctuation, one the beginning of the other, or at most
 * a third of the letters away. The best first, at most three.
 *
 * @example
 * nearest('METHOD', ['METH', 'GATE']); // ['METH']
 */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = plain(name);
  return names
    .map((other) => ({ other, distance: distanceOf(wanted, plain(other)) }))
    .filter(({ other, distance }) => distance <= plain(other).length / 3)
    .sort((a, b) => a.distance - b.distance)
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
  return editDistance(a, b);
}

/** Levenshtein's distance, one row of the table written over the one above it. */
function editDistance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line++) {
    let [diagonal = 0] = row;
    let left = line;
    row[0] = line;
    for (let column = 1; column <= b.length; column++) {
      const above = row[column] ?? 0;
      const swap = diagonal + (a.charCodeAt(line - 1) === b.charCodeAt(column - 1) ? 0 : 1);
      left = Math.min(swap, above + 1, left + 1);
      row[column] = left;
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}
