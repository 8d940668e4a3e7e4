import type { KnownProgram } from '../program/known.ts';
import type { CrowdSelection, DimensionFilter, Store } from '../store/store.ts';
import type { Counted } from './counted.ts';
import type { AskedQuestion } from './question-index.ts';
import type { RowSum, RowSums } from './row-sums.ts';
import { secondHidden } from './second-hidden.ts';

/** With more answers than this nobody counts the people behind a row. */
export const crowdBelow = 100;

interface HiddenParts {
  store: Pick<Store, 'crowds'>;
  known: KnownProgram;
  sums: RowSums;
  by: readonly string[];
  dimensions: readonly DimensionFilter[];
  /** The rows without their segments; null for a query that names none. */
  whole: { sums: RowSums; rowOf(row: RowSum): RowSum | undefined } | null;
  /** The counts that the rows are made of, day by day; asked for only when people have to be counted. */
  byDay(of: 'rows' | 'whole'): Promise<readonly Counted[]>;
}

/**
 * The rows that k-anonymity keeps back: those of 1 to k - 1 people, those of a segment whose rest is that small, and a
 * second one where a total would tell the only one.
 */
export async function hiddenRows(parts: HiddenParts): Promise<ReadonlySet<RowSum>> {
  const { store, known, sums, by, dimensions, whole } = parts;
  const { k } = known.program.privacy;
  const answered = sums.all().filter(({ n }) => n > 0);
  // So few answers are of so few people, and need no count.
  const hidden = new Set(answered.filter(({ n }) => n < k));
  const small = answered.filter((row) => row.n >= k && row.n < crowdBelow);
  const rests = whole ? answered.flatMap((row) => restOf(row, whole.rowOf(row))) : [];
  for (const { row, n } of rests) if (n < k) hidden.add(row);
  const smallRests = rests.filter(({ row, n }) => n >= k && !hidden.has(row));
  const rowPlaces = await placesOf(small, { sums, counted: () => parts.byDay('rows') });
  const wholePlaces =
    whole &&
    (await placesOf(
      smallRests.map(({ of }) => of),
      { sums: whole.sums, counted: () => parts.byDay('whole') },
    ));
  const asked = (row: RowSum, places: Places): CrowdSelection => ({
    project: known.project,
    ...placesIn(places.get(row)),
    within: filtersOf(row, { by, dimensions }),
    outside: [],
    limit: k,
  });
  const selections = [
    ...small.map((row) => ({ row, selection: asked(row, rowPlaces) })),
    ...smallRests.map(({ row, of }) => ({
      row,
      selection: {
        project: known.project,
        ...placesIn(wholePlaces?.get(of)),
        within: [],
        outside: filtersOf(row, { by, dimensions }),
        limit: k,
      },
    })),
  ];
  if (selections.length > 0) {
    const people = await store.crowds(selections.map(({ selection }) => selection));
    for (const [place, { row }] of selections.entries()) {
      const count = people[place] ?? 0;
      if (count > 0 && count < k) hidden.add(row);
    }
  }
  return secondHidden(answered, hidden);
}

interface Rest {
  row: RowSum;
  of: RowSum;
  n: number;
}

/** What the same query without its segments has besides the row, where that is little. */
function restOf(row: RowSum, of: RowSum | undefined): Rest[] {
  const n = of ? of.n - row.n : 0;
  return of && n > 0 && n < crowdBelow ? [{ row, of, n }] : [];
}

/** What a row demands of a response in each dimension. */
function filtersOf(
  { labels }: RowSum,
  { by, dimensions }: Pick<HiddenParts, 'by' | 'dimensions'>,
): DimensionFilter[] {
  return dimensions.map((filter) => {
    const label = labels[by.indexOf(filter.dimension)];
    return label === undefined ? filter : { dimension: filter.dimension, values: [label] };
  });
}

interface Place {
  questions: Set<AskedQuestion>;
  /** Touchpoints of each day. */
  days: Map<number, Set<string>>;
}
type Places = ReadonlyMap<RowSum, Place>;

/** Where the answers of some rows are. */
async function placesOf(
  rows: readonly RowSum[],
  { sums, counted }: { sums: RowSums; counted: () => Promise<readonly Counted[]> },
): Promise<Places> {
  const places = new Map(
    rows.map((row): [RowSum, Place] => [row, { questions: new Set(), days: new Map() }]),
  );
  if (rows.length === 0) return places;
  for (const one of await counted()) {
    const found = sums.rowOf(one);
    const place = found && places.get(found.row);
    if (!place) continue;
    place.questions.add(found.question);
    place.days.set(one.day, (place.days.get(one.day) ?? new Set()).add(one.touchpoint));
  }
  return places;
}

function placesIn(place: Place | undefined): Pick<CrowdSelection, 'places' | 'questions'> {
  return {
    places: [...(place?.days ?? [])].flatMap(([day, touchpoints]) =>
      [...touchpoints].map((touchpoint) => ({ day, touchpoint })),
    ),
    questions: [...(place?.questions ?? [])].map(({ survey, version, question }) => ({
      survey,
      version,
      question,
    })),
  };
}
