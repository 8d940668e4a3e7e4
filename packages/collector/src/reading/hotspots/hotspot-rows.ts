import { benjaminiHochberg, difference, type Estimate, hotspots } from '@milepost/metrics';
import { type HotspotAnswer, isLowerBetter } from '@milepost/protocol';
import { scoredOf } from '../table/scored-row.ts';
import type { TableRow } from '../table/table.ts';

type HotspotRow = HotspotAnswer['rows'][number];
type Flag = HotspotRow['flag'];

/** What a flag asks for; see `hotspots` of the metrics. */
export interface FlagLimits {
  q: number;
  minN: number;
  /** In the unit of the score. */
  minEffect: number;
}

/** The rows of the preceding equal span. */
export interface Before {
  /** Such as `2026-08-01/2026-10-01`. */
  span: string;
  rows: readonly TableRow[];
}

/** A row with a score that may be shown: the family of tests is made of these. */
const isScored = ({ suppressed, precision }: TableRow) => suppressed === null && precision !== 'counts_only';

/**
 * Each row against all others, and against itself in the span before, the worst first. The rest is made of what is
 * shown, rows of few answers too, so that it gives away nothing about a suppressed row.
 *
 * @throws MetricsError `scale_mixed`
 */
export function hotspotRows(
  rows: readonly TableRow[],
  before: Before | null,
  limits: FlagLimits,
): HotspotRow[] {
  const shown = rows.filter(({ suppressed }) => suppressed === null);
  const tested = hotspots(shown.map(({ estimate }) => ({ id: '', estimate })));
  const against = new Map(shown.flatMap((row, at) => (isScored(row) ? [[row, tested[at]] as const] : [])));
  const changes = changesOf(rows, before);
  const adjusted = adjustedOf(rows.map((row) => against.get(row)?.p ?? null));
  const adjustedChange = adjustedOf(rows.map((row) => changes.get(row)?.p ?? null));
  return rows
    .map((row, at): HotspotRow => {
      const { rest = null, effect = null, p = null } = against.get(row) ?? {};
      const change = changes.get(row);
      const test = { effect, adjusted: adjusted[at] ?? null, n: row.estimate.n };
      return {
        group: row.group,
        ...scoredOf(row),
        rest,
        effect,
        p,
        adjusted: test.adjusted,
        flag: flagOf(row.estimate, test, limits),
        change: change ? told(row, { ...change, adjusted: adjustedChange[at] ?? null }, limits) : null,
      };
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || badnessOf(a, rows) - badnessOf(b, rows));
}

interface ChangeOf {
  from: string;
  /** The answers of the side that has fewer. */
  n: number;
  difference: number | null;
  low: number | null;
  high: number | null;
  p: number | null;
}

function changesOf(rows: readonly TableRow[], before: Before | null): Map<TableRow, ChangeOf> {
  const earlier = new Map(before?.rows.filter(isScored).map((row) => [keyOf(row), row]));
  return new Map(
    rows.filter(isScored).flatMap((row) => {
      const found = earlier.get(keyOf(row));
      if (!found || !before) return [];
      const { difference: by, low, high, p } = difference(found.estimate, row.estimate);
      const n = Math.min(found.estimate.n, row.estimate.n);
      return [[row, { from: before.span, n, difference: by, low, high, p }]];
    }),
  );
}

function told(
  { estimate }: TableRow,
  { n, ...change }: ChangeOf & { adjusted: number | null },
  limits: FlagLimits,
): NonNullable<HotspotRow['change']> {
  const { difference: effect, adjusted } = change;
  return { ...change, flag: flagOf(estimate, { effect, adjusted, n }, limits) };
}

/** In the order given; null where there was no test. */
function adjustedOf(all: readonly (number | null)[]): (number | null)[] {
  const family = benjaminiHochberg(all.filter((p) => p !== null));
  let place = 0;
  return all.map((p) => (p === null ? null : (family[place++] ?? null)));
}

interface Test {
  effect: number | null;
  adjusted: number | null;
  n: number;
}

function flagOf(estimate: Estimate, { effect, adjusted, n }: Test, { q, minN, minEffect }: FlagLimits): Flag {
  if (effect === null || adjusted === null || adjusted > q || n < minN || Math.abs(effect) < minEffect)
    return 'none';
  return effect > 0 !== isLowerBetter({ id: estimate.scale }) ? 'bright' : 'hot';
}

/** Hot ones first, and what could not be compared last. */
function rankOf({ flag, effect }: HotspotRow): number {
  if (effect === null) return 3;
  return { hot: 0, none: 1, bright: 2 }[flag];
}

/** The lower, the worse. */
function badnessOf({ effect }: HotspotRow, [first]: readonly TableRow[]): number {
  return (effect ?? 0) * (first && isLowerBetter({ id: first.estimate.scale }) ? -1 : 1);
}

function keyOf({ group }: TableRow): string {
  return JSON.stringify(Object.values(group));
}
