import type { DimensionFilter } from '../../store/store.ts';
import type { Period } from '../days/period.ts';
import { type Decided, decide } from './decide.ts';
import { atomKey, type CountSource, measures } from './source.ts';

/** A row of a table that is asked for, which is made of one or several of the full breakdown. */
interface Made<Row> {
  row: Row;
  period: Period;
  /** In the order of `by`. */
  labels: readonly string[];
  amounts: readonly number[];
}

interface AmongParts {
  source: CountSource;
  by: readonly string[];
  /** With the values that the query wants. */
  dimensions: readonly DimensionFilter[];
}

/**
 * The rows that k-anonymity keeps back. It is decided on the full breakdown, which is the same whatever values are asked
 * for, and kept as long as it is: a row goes where one that it is made of does.
 */
export async function hiddenAmong<Row>(
  rows: readonly Made<Row>[],
  { source, by, dimensions }: AmongParts,
): Promise<Set<Row>> {
  if (rows.every(({ amounts }) => amounts.every((amount) => amount === 0))) return new Set();
  const names = dimensions.map(({ dimension }) => dimension).sort();
  const make = (of: CountSource, others: readonly string[]) =>
    decide({ source: of, dimensions: others, decided: kept });
  const kept = async (of: CountSource, others: readonly string[]): Promise<Decided> => {
    const key = JSON.stringify(['hidden', of.key, others, of.range]);
    const [found] = await of.store.remembered<Decided>([{ key, ...of.range }], {
      make: async () => [await make(of, others)],
      sizeOf: (decided) => decided.size,
    });
    return found ?? make(of, others);
  };
  const told = (decided: Decided) => toldOf(decided, { names: [...source.plain, ...names], by, dimensions });
  const found = told(await kept(source, names));
  const fits = rows.every(({ period, labels, amounts }) => {
    const amountsFound = found.get(atomKey(period, labels))?.amounts;
    return measures.every((measure) => (amountsFound?.[measure] ?? 0) === (amounts[measure] ?? 0));
  });
  // A commit may have come between: what is kept is of other answers.
  const now = fits ? found : told(await make(source, names));
  return new Set(
    rows.filter(({ period, labels }) => now.get(atomKey(period, labels))?.isHidden).map(({ row }) => row),
  );
}

/** What was decided, put together as a query wants it. */
function toldOf(
  decided: Decided,
  {
    names,
    by,
    dimensions,
  }: { names: readonly string[]; by: readonly string[]; dimensions: readonly DimensionFilter[] },
): Map<string, { amounts: number[]; isHidden: boolean }> {
  const places = by.map((name) => names.indexOf(name));
  const wanted = dimensions.flatMap(({ dimension, values }) =>
    values ? [{ place: names.indexOf(dimension), only: new Set(values) }] : [],
  );
  const told = new Map<string, { amounts: number[]; isHidden: boolean }>();
  for (const { period, labels, amounts, isHidden } of decided.values()) {
    if (wanted.some(({ place, only }) => !only.has(labels[place] ?? ''))) continue;
    const rowKey = atomKey(
      period,
      places.map((place) => labels[place] ?? ''),
    );
    const row = told.get(rowKey) ?? { amounts: measures.map(() => 0), isHidden: false };
    for (const measure of measures)
      row.amounts[measure] = (row.amounts[measure] ?? 0) + (amounts[measure] ?? 0);
    row.isHidden ||= isHidden;
    told.set(rowKey, row);
  }
  return told;
}
