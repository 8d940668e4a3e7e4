/** What tells a row's place in a table. */
interface Placed {
  period: { name: string };
  labels: readonly string[];
  n: number;
}

/**
 * The rows that are kept back, and those that have to be with them: along each breakdown, a single one would be the total
 * less the others, so the smallest of the others goes too, until there is no single one left.
 */
export function secondHidden<Row extends Placed>(rows: readonly Row[], hidden: ReadonlySet<Row>): Set<Row> {
  const all = new Set(hidden);
  if (hidden.size === 0) return all;
  const lines = [...linesOf(rows)];
  for (let before = -1; before !== all.size; ) {
    before = all.size;
    for (const line of lines) {
      const shown = line.filter((row) => !all.has(row));
      if (line.length - shown.length !== 1) continue;
      const [second] = shown.sort((a, b) => a.n - b.n || (keyOf(a) < keyOf(b) ? -1 : 1));
      if (second) all.add(second);
    }
  }
  return all;
}

/** Rows of one period that differ in one breakdown. */
function* linesOf<Row extends Placed>(rows: readonly Row[]): Generator<Row[]> {
  const breakdowns = rows[0]?.labels.length ?? 0;
  for (let along = 0; along < breakdowns; along++)
    yield* Map.groupBy(rows, ({ period, labels }) =>
      JSON.stringify([period.name, labels.filter((_, place) => place !== along)]),
    ).values();
}

function keyOf({ labels }: Placed): string {
  return JSON.stringify(labels);
}
