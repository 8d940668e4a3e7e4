import { do_not_optimize, measure } from 'mitata';

/** What runs once per round. Its result is kept from being optimised away. */
export interface Entry {
  readonly name: string;
  readonly run: () => unknown;
}

interface Result {
  readonly name: string;
  /** Of one run: the median time, and the heap that it takes. */
  readonly microseconds: number;
  readonly bytes: number;
  readonly ratio: number;
}

/**
 * Measures every entry beside the first, which is the baseline: ratios of one run on one machine, since a time by itself
 * says more about the machine.
 */
export async function race(entries: readonly Entry[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, run } of entries) {
    const { p50, heap } = await measure(() => do_not_optimize(run()), {
      heap: () => process.memoryUsage().heapUsed,
    });
    const microseconds = p50 / 1000;
    const ratio = microseconds / (results[0]?.microseconds ?? microseconds);
    results.push({ name, microseconds, bytes: heap?.avg ?? 0, ratio });
  }
  return results;
}

/** The results as a table of text. */
export function table(title: string, results: readonly Result[]): string {
  const rows = results.map(({ name, microseconds, bytes, ratio }) => [
    name,
    `${microseconds.toFixed(1)} us`,
    `${(bytes / 1024).toFixed(1)} kB`,
    `${ratio.toFixed(1)}x`,
  ]);
  const head = [title, 'median', 'heap', 'ratio'];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd : cell.padStart).call(cell, widths[column] ?? 0))
      .join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
