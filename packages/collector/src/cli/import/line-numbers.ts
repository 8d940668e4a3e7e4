export interface LineNumbers {
  /** Notes that the next line to be sent comes from this line of the file. */
  add(line: number): void;
  /** The line of the file of the nth sent one; the first is 1. */
  lineOf(nth: number): number;
}

/**
 * Which line of the file each sent line came from. Only the places are kept where their distance changes (a header, a
 * row that was left out, a quoted line end), so that a long file costs no memory.
 */
export function createLineNumbers(): LineNumbers {
  const changes: { from: number; distance: number }[] = [];
  let sent = 0;
  return {
    add(line) {
      sent += 1;
      const distance = line - sent;
      if (changes.at(-1)?.distance !== distance) changes.push({ from: sent, distance });
    },
    lineOf: (nth) => nth + (changes.findLast(({ from }) => from <= nth)?.distance ?? 0),
  };
}
