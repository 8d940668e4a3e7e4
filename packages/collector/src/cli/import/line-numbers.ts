export interface LineNumbers {
  /** Notes that the next line to be sent comes from this line of the file. */
  add(line: number): void;
  /** The line of the file of the nth sent one; the first is 1. */
  lineOf(nth: number): number;
}

/**
 * Which line of the file each sent line came from. Only runs of even steps are kept (the next line with each, or the
 * same one for all that a row gives), so that a long file costs no memory, or one run a row.
 */
export function createLineNumbers(): LineNumbers {
  const runs: { from: number; line: number; step: number }[] = [];
  let sent = 0;
  return {
    add(line) {
      sent += 1;
      const run = runs.at(-1);
      if (run?.from === sent - 1) run.step = line - run.line;
      else if (!run || lineIn(run, sent) !== line) runs.push({ from: sent, line, step: 0 });
    },
    lineOf(nth) {
      const run = runs.findLast(({ from }) => from <= nth);
      return run ? lineIn(run, nth) : nth;
    },
  };
}

function lineIn({ from, line, step }: { from: number; line: number; step: number }, nth: number): number {
  return line + (nth - from) * step;
}
