import type { Estimate, Moments } from '@milepost/metrics';
import { firstDayOf, monthOf } from '../../intake/local-day.ts';
import { cellColumns } from '../../store/cell-moves.ts';
import type { AccountSum } from '../../store/store.ts';
import { readCounted } from '../counts/counted.ts';
import type { Period } from '../days/period.ts';
import type { AskedQuestion, QuestionIndex } from '../query/question-index.ts';
import { labelOf } from '../table/label.ts';
import { rowEstimate } from '../table/row-estimate.ts';
import type { Reading } from '../table/table.ts';

/** The answers that cover a row, whole months of all segments, by who gave them. */
export interface Clusters {
  all: Estimate;
  /** By account. */
  accounts: readonly Moments[];
  /** Those without an account. */
  alone: Moments;
}

/** Whole months since 1970-01, half-open; null for no first one. */
export interface Months {
  from: number | null;
  to: number;
}

/** The months that a period covers, as far as it lies in a range of days. */
export function monthsOf({ start, end }: Period, range: { from: number | null; to: number }): Months {
  const first = Math.max(start, range.from ?? Number.NEGATIVE_INFINITY);
  const last = Math.min(end, range.to) - 1;
  return { from: first === Number.NEGATIVE_INFINITY ? null : monthOf(first), to: monthOf(last) + 1 };
}

interface ClusterQuery {
  index: QuestionIndex;
  touchpoints: ReadonlySet<string> | null;
  /** Breakdowns that are no segment. */
  by: readonly string[];
  /** Those of the rows; none twice. */
  months: readonly Months[];
  confidence: number;
}

/** By `clusterKey`. */
export type ClustersByRow = ReadonlyMap<string, Clusters>;

/** Segments may be asked on one scale each, and what covers them is then told apart by scale. */
export function clusterKey(
  { from, to }: Months,
  { labels, question: { scale, top } }: { labels: readonly string[]; question: AskedQuestion },
): string {
  return JSON.stringify([from, to, scale.id, top ?? null, ...labels]);
}

/** Who gave the answers that cover rows, for each of the months asked for. Empty when nobody has an account. */
export async function readClusters(
  { store, known }: Pick<Reading, 'store' | 'known'>,
  { index, touchpoints, by, months, confidence }: ClusterQuery,
): Promise<ClustersByRow[]> {
  const { project } = known;
  const firsts = months.flatMap((each) => each.from ?? []);
  const from = firsts.length < months.length ? null : Math.min(...firsts);
  const to = Math.max(...months.map((each) => each.to));
  const scales = index.scales.map(({ id }) => id);
  const apart = months.length > 1;
  const sums = await store.accountSums({
    project,
    scales,
    from,
    to,
    touchpoints: touchpoints && [...touchpoints],
    byMonth: apart,
  });
  if (sums.length === 0) return months.map(() => new Map());
  const cells = await readCounted(store, {
    project,
    dimensions: [],
    scales,
    touchpoints,
    from: from === null ? null : firstDayOf(from),
    to: firstDayOf(to),
    apart: apart ? 'month' : 'none',
  });
  const covers = createCovers({ known, index, touchpoints, by, months });
  for (const cell of cells)
    for (const { counts } of covers.of(apart ? monthOf(cell.day) : null, cell))
      for (const [slot, count] of cell.counts.entries()) counts[slot] = (counts[slot] ?? 0) + count;
  for (const sum of sums)
    for (const { accounts } of covers.of(apart ? sum.month : null, sum)) {
      const account = accounts.get(sum.account) ?? none();
      accounts.set(sum.account, account);
      addSum(account, sum);
    }
  const all = Map.groupBy(covers.all, ([, cover]) => cover.months);
  return months.map(
    (each) => new Map(all.get(each)?.map(([key, cover]) => [key, clustersOf(cover, confidence)])),
  );
}

/** Finds what covers the rows that a place counts in; once for all accounts there. */
function createCovers({
  known,
  index,
  touchpoints,
  by,
  months,
}: Omit<ClusterQuery, 'confidence'> & Pick<Reading, 'known'>) {
  const labels = by.map((name) => labelOf(name, { known, dimensions: [] }));
  const all = new Map<string, Cover>();
  const found = new Map<AskedQuestion, Map<string, Map<number | null, Cover[]>>>();
  const make = (month: number | null, place: Placed, question: AskedQuestion): Cover[] => {
    const values = labels.map((label) => label({ ...place, day: 0, value: '', counts: [] }, question));
    const fitting = months.filter((each) => month === null || holds(each, month));
    return fitting.map((each) => {
      const key = clusterKey(each, { labels: values, question });
      const cover = all.get(key) ?? {
        months: each,
        question,
        counts: cellColumns.map(() => 0),
        accounts: new Map(),
      };
      all.set(key, cover);
      return cover;
    });
  };
  /** `month` is null where months are not kept apart, and so there is only one stretch of them. */
  const of = (month: number | null, place: Placed): readonly Cover[] => {
    if (touchpoints && !touchpoints.has(place.touchpoint)) return [];
    const question = index.find(place.survey, place.version, place.question);
    if (question?.scale.id !== place.scale) return [];
    const ofQuestion = found.get(question) ?? new Map<string, Map<number | null, Cover[]>>();
    found.set(question, ofQuestion);
    const ofPlace = ofQuestion.get(place.touchpoint) ?? new Map<number | null, Cover[]>();
    ofQuestion.set(place.touchpoint, ofPlace);
    const covers = ofPlace.get(month) ?? make(month, place, question);
    ofPlace.set(month, covers);
    return covers;
  };
  return { of, all };
}

type Placed = Pick<AccountSum, 'touchpoint' | 'survey' | 'version' | 'question' | 'scale'>;

interface Sum {
  n: number;
  sum: number;
  sumOfSquares: number;
}

interface Cover {
  months: Months;
  question: AskedQuestion;
  counts: number[];
  accounts: Map<string, Sum>;
}

const none = (): Sum => ({ n: 0, sum: 0, sumOfSquares: 0 });

function holds({ from, to }: Months, month: number): boolean {
  return (from === null || month >= from) && month < to;
}

function addSum(to: Sum, { n, sum, sumOfSquares }: Sum): void {
  to.n += n;
  to.sum += sum;
  to.sumOfSquares += sumOfSquares;
}

/** In one order, so that the same answers give the same numbers to the last digit. */
function clustersOf({ question, counts, accounts }: Cover, confidence: number): Clusters {
  const all = rowEstimate({ question, counts }, confidence);
  const names = [...accounts.keys()].sort();
  const held = names.map((name) => exact(accounts.get(name) ?? none())).filter(({ n }) => n > 0);
  const alone = { ...all.moments };
  for (const { n, sum, sumOfSquares } of held)
    addSum(alone, { n: -n, sum: -sum, sumOfSquares: -sumOfSquares });
  return { all, accounts: held, alone: exact(alone) };
}

/** Worths are whole numbers, or thirds in a CXi: what thirds leave of a speck when they are added up is taken away. */
function exact({ n, sum, sumOfSquares }: Sum): Moments {
  if (n === 0) return none();
  return { n, sum: Math.round(sum * 3) / 3 + 0, sumOfSquares: Math.round(sumOfSquares * 9) / 9 };
}
