/**
 * The names that somebody may have meant: alike but for case and punctuation, one the beginning of the other, or at most
 * a third of the letters away. The best first, at most three.
 *
 * @example
 * nearest('METHOD', ['METH', 'GATE']); // ['METH']
 */
export function nearest(name: string, names: readonly string[]): string[] {
  return names
    .map((other) => ({ other, distance: distanceOf(plain(name), plain(other)) }))
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

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const swap = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(swap, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
