/** A sum that is shown beside the parts that it is made of. */
export interface Sum {
  /** Answers, or prompts; without any there is nothing to hide. */
  n: number;
  suppressed: boolean;
  parts: Sum[];
}

/**
 * Suppresses what could be found by subtraction, in a tree of sums in which each is the total of its parts:
 *
 * - where a sum is shown, none of its parts or at least two are suppressed;
 * - where a sum is suppressed, at least one of its parts is: else their total would show it.
 *
 * The one with the fewest answers goes. With nothing left to hide behind, the sum goes itself.
 */
export function conceal(root: Sum): void {
  while (concealOnce(root)) {
    // Each turn suppresses at least one more, so it ends.
  }
}

function concealOnce(sum: Sum): boolean {
  if (sum.n === 0) return false;
  const parts = sum.parts.filter(({ n }) => n > 0);
  const shown = parts.filter(({ suppressed }) => !suppressed).sort((a, b) => a.n - b.n);
  const hidden = parts.length - shown.length;
  let moved = false;
  if (parts.length > 0 && hidden === (sum.suppressed ? 0 : 1)) {
    const [smallest = sum] = shown;
    smallest.suppressed = true;
    moved = true;
  }
  for (const part of parts) moved = concealOnce(part) || moved;
  return moved;
}
