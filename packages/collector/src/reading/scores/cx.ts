import { overallCx, type Precision } from '@milepost/metrics';
import type { Change, Components, ScoreQuery, ScoreRow } from '@milepost/protocol';
import { dateOf } from '../../intake/local-day.ts';
import { funnelOf } from '../counts/funnel.ts';
import { type DayRange, earlierRange, rangeName, rangeOf, todayOf } from '../days/day-range.ts';
import { type Period, periodAt } from '../days/period.ts';
import { mergedIndex, questionIndex } from '../query/question-index.ts';
import { addUp } from '../table/add-up.ts';
import { planOf } from '../table/plan.ts';
import type { RowSum } from '../table/row-sums.ts';
import { inOrder, isPartial } from '../table/rows.ts';
import { mixedInPart } from '../table/scale-mixed.ts';
import { scoredOf, shownFunnel } from '../table/scored-row.ts';
import { type Reading, readTable, type TableQuery, type TableRow } from '../table/table.ts';

export const cxMetrics = ['nps', 'csat', 'ces'] as const;
type Parts = Record<(typeof cxMetrics)[number], TableRow | undefined>;

interface CxRow {
  row: ScoreRow;
  period: Period;
  labels: readonly string[];
}

/**
 * The overall score: three tables joined by row, and the funnel of the surveys that ask for any of the three. It has no
 * interval; its components have theirs.
 *
 * @throws ProblemError `query_invalid`, `scale_mixed`
 */
export async function readCx(query: ScoreQuery, reading: Reading) {
  const { metric: _metric, compare, weights, ...parameters } = query;
  const range = rangeOf(query, reading);
  const rowsOf = (of: Omit<TableQuery, 'metric'>) => readCxRows(of, { reading, weights });
  const { rows, notes } = await rowsOf(compare ? { ...parameters, compare } : parameters);
  const told = { scale: null, range, method: 'none', notes };
  if (!compare) return { ...told, rows: rows.map(({ row }) => row) };
  const earlier = earlierRange(range, query.interval);
  const { from = null, to = 0 } = earlier ?? {};
  const before =
    from === null ? [] : (await rowsOf({ ...parameters, from: dateOf(from), to: dateOf(to) })).rows;
  const changes = changesOf(rows, { before, earlier, interval: query.interval });
  return { ...told, rows: rows.map(({ row }, place) => ({ ...row, change: changes[place] ?? null })) };
}

interface CxParts {
  reading: Reading;
  weights: ScoreQuery['weights'];
}

async function readCxRows(query: Omit<TableQuery, 'metric'>, { reading, weights }: CxParts) {
  const { compare: _compare, ...plain } = query;
  const { known } = reading;
  const range = rangeOf(query, reading);
  // Asked first, so that what is wrong with the query is told of the whole of it.
  const index = mergedIndex(cxMetrics.map((metric) => questionIndex(known, { ...query, metric })));
  const plan = planOf({ ...query, metric: 'nps' }, { reading, index });
  const partOf = (metric: (typeof cxMetrics)[number]) =>
    readTable({ ...plain, metric, among: cxMetrics }, reading).catch((error: unknown) => {
      throw mixedInPart(error);
    });
  const tables = await Promise.all(cxMetrics.map(partOf));
  const { sums } = await addUp({ ...plan, index: { ...index, scales: [] } }, range);
  const found = tables.map(
    ({ rows }) => new Map(rows.map((row) => [keyOf(row.period, Object.values(row.group)), row])),
  );
  const today = todayOf(reading);
  const rows = sums
    .all()
    .filter(({ funnel }) => (funnel[0] ?? 0) > 0)
    .map((sum): CxRow => {
      const [nps, csat, ces] = found.map((table) => table.get(keyOf(sum.period.name, sum.labels)));
      const { period, labels } = sum;
      const partial = isPartial(period, { range, today });
      return {
        period,
        labels,
        row: { ...cxRow(sum, { parts: { nps, csat, ces }, weights, by: query.by }), partial },
      };
    });
  return { rows: rows.sort(inOrder), notes: [...new Set(tables.flatMap(({ notes }) => notes))] };
}

function cxRow(
  { period, labels, funnel, open }: RowSum,
  { parts, weights, by }: { parts: Parts; weights: ScoreQuery['weights']; by: readonly string[] },
): Omit<ScoreRow, 'partial'> {
  const rows = cxMetrics.flatMap((metric) => parts[metric] ?? []);
  const suppressed = rows.some((row) => row.suppressed !== null) ? 'k_anonymity' : null;
  const { score, components } = cxOf(parts, weights);
  return {
    period: period.name,
    group: Object.fromEntries(by.map((name, place) => [name, labels[place] ?? ''])),
    n: suppressed ? null : rows.reduce((sum, { estimate }) => sum + estimate.n, 0),
    score: suppressed ? null : score,
    mean: null,
    low: null,
    high: null,
    histogram: {},
    precision: suppressed || rows.length < cxMetrics.length ? 'counts_only' : worst(rows),
    suppressed,
    funnel: shownFunnel({ funnel: funnelOf(funnel, open), suppressed }),
    components,
  };
}

/** The overall score of a place, from what of its three metrics may be told; null when one is missing. */
export function cxOf(
  parts: Parts,
  weights: ScoreQuery['weights'],
): { score: number | null; components: Components } {
  const told = (metric: keyof Parts) => {
    const row = parts[metric];
    return row && { shown: scoredOf(row), estimate: { ...row.estimate, score: scoredOf(row).score } };
  };
  const of = { nps: told('nps'), csat: told('csat'), ces: told('ces') };
  const { score, components } = overallCx(
    { nps: of.nps?.estimate ?? null, csat: of.csat?.estimate ?? null, ces: of.ces?.estimate ?? null },
    weights ? { weights } : {},
  );
  const component = (metric: keyof Parts) => {
    const { n = 0, low = null, high = null } = of[metric]?.shown ?? {};
    return { ...components[metric], n, low, high };
  };
  return { score, components: { nps: component('nps'), csat: component('csat'), ces: component('ces') } };
}

function worst(rows: readonly TableRow[]): Precision {
  const levels = rows.map(({ precision }) => precision);
  return (['counts_only', 'low'] as const).find((level) => levels.includes(level)) ?? 'normal';
}

interface Compared {
  before: readonly CxRow[];
  earlier: DayRange | null;
  interval: ScoreQuery['interval'];
}

function changesOf(rows: readonly CxRow[], { before, earlier, interval }: Compared): (Change | null)[] {
  const isAll = interval === 'all';
  const others = isAll ? before : [...before, ...rows];
  const known = new Map(others.map(({ row, labels }) => [keyOf(row.period, labels), row]));
  return rows.map(({ row, period, labels }) => {
    const previous = isAll ? 'all' : periodAt(period.start - 1, interval).name;
    const score = known.get(keyOf(previous, labels))?.score ?? null;
    if (score === null || row.score === null) return null;
    const from =
      isAll && earlier?.from != null ? rangeName({ from: earlier.from, to: earlier.to }) : previous;
    return { from, difference: row.score - score, low: null, high: null, p: null };
  });
}

function keyOf(period: string, labels: readonly string[]): string {
  return JSON.stringify([period, ...labels]);
}
