import type { CrowdSelection, DimensionFilter } from '../../store/store.ts';
import { type Counted, valueIn } from '../counted.ts';
import { crowdBelow } from '../hidden-rows.ts';
import { secondHidden } from '../second-hidden.ts';
import type { Reading } from '../table.ts';
import type { FunnelSum, FunnelSums } from './funnel-sums.ts';

/** Rows with what they are made of. */
export interface FunnelCounting {
  by: readonly string[];
  dimensions: readonly DimensionFilter[];
  sums: FunnelSums;
  /** What the rows are made of, day by day; asked for only when people have to be counted. */
  byDay(): Promise<readonly Counted[]>;
}

type Place = CrowdSelection['places'][number];

interface HiddenParts extends Pick<Reading, 'store' | 'known'> {
  rows: FunnelCounting;
  /** The same without segments, locale and channel: what a row is the rest of. */
  whole: FunnelCounting;
}

/**
 * The rows that k-anonymity keeps back, of a funnel that names a segment, a locale or a channel: those of 1 to k - 1
 * people who were shown something, those whose rest is that small, and a second one where a total would tell the only one.
 */
export async function hiddenFunnels(parts: HiddenParts): Promise<ReadonlySet<FunnelSum>> {
  const { store, known, rows, whole } = parts;
  const { by, dimensions } = rows;
  const { k } = known.program.privacy;
  const shown = rows.sums.all().filter(({ n }) => n > 0);
  const plain = by.map((name) => dimensions.every(({ dimension }) => dimension !== name));
  const rests = shown.flatMap((row) => {
    const of = whole.sums.find(
      row.period,
      row.labels.filter((_, place) => plain[place]),
    );
    const n = (of?.n ?? 0) - row.n;
    return of && n > 0 && n < crowdBelow ? [{ row, of, n }] : [];
  });
  const within = ({ labels }: FunnelSum): DimensionFilter[] =>
    dimensions.map((filter) => {
      const label = labels[by.indexOf(filter.dimension)];
      return label === undefined ? filter : { dimension: filter.dimension, values: [label] };
    });
  // So few prompts are of so few people, and need no count.
  const hidden = new Set(shown.filter(({ n }) => n < k));
  for (const { row, n } of rests) if (n < k) hidden.add(row);
  const small = shown.filter((row) => row.n < crowdBelow && !hidden.has(row));
  const smallRests = rests.filter(({ row }) => !hidden.has(row));
  const ofRows = await placesOf(rows, new Set(small));
  const ofWhole = await placesOf(whole, new Set(smallRests.map(({ of }) => of)));
  const common = { project: known.project, questions: null, limit: k };
  const asked: { row: FunnelSum; selection: CrowdSelection }[] = [
    ...small.map((row) => ({
      row,
      selection: { ...common, places: ofRows.get(row) ?? [], within: within(row), outside: [] },
    })),
    ...smallRests.map(({ row, of }) => ({
      row,
      selection: { ...common, places: ofWhole.get(of) ?? [], within: [], outside: within(row) },
    })),
  ];
  const people = asked.length > 0 ? await store.crowds(asked.map(({ selection }) => selection)) : [];
  for (const [place, { row }] of asked.entries()) if ((people[place] ?? 0) < k) hidden.add(row);
  return secondHidden(shown, hidden);
}

/**
 * Where prompts of some rows were shown. A crowd is told by days and touchpoints, not by surveys: a place where prompts of
 * a row stand beside others is left out, so that nobody of the others is taken for one of the row. That can count too few
 * people, never too many.
 */
async function placesOf(
  { sums, byDay, by, dimensions }: FunnelCounting,
  rows: ReadonlySet<FunnelSum>,
): Promise<Map<FunnelSum, Place[]>> {
  if (rows.size === 0) return new Map();
  const split = [...dimensions.entries()].filter(([, { dimension }]) => by.includes(dimension));
  const places = new Map<string, Place & { rows: Set<FunnelSum | undefined> }>();
  for (const one of await byDay()) {
    const { day, touchpoint } = one;
    const key = JSON.stringify([day, touchpoint, split.map(([place]) => valueIn(one, place))]);
    const place = places.get(key) ?? { day, touchpoint, rows: new Set() };
    place.rows.add(sums.rowOf(one));
    places.set(key, place);
  }
  const found = new Map<FunnelSum, Place[]>();
  for (const { day, touchpoint, rows: here } of places.values()) {
    const [row] = here;
    if (!row || here.size > 1 || !rows.has(row)) continue;
    const ofRow = found.get(row) ?? [];
    ofRow.push({ day, touchpoint });
    found.set(row, ofRow);
  }
  return found;
}
