import { difference, funnelRates, precision } from '@milepost/metrics';
import type { ImportLine, ScoreQuery } from '@milepost/protocol';
import { Temporal } from 'temporal-polyfill';
import { dayOf, periodBefore, periodOf, plus, wholeDays } from './slow-calendar.fixture.ts';
import {
  type Cell,
  cellsOf,
  dimensionsOf,
  isDimension,
  type Ranged,
  shownAt,
  type World,
} from './slow-cells.fixture.ts';
import { estimateOf } from './slow-estimate.fixture.ts';
import { slowHidden } from './slow-hidden.fixture.ts';

export type { World } from './slow-cells.fixture.ts';

/**
 * The rows of `GET /v1/scores`, from every single answer: nothing is added up beforehand, and nothing of the reading core
 * is used. Throws `scale_mixed` where no common score can be made.
 */
export function slowRows(query: ScoreQuery, world: World) {
  const today = dayOf(world.now, world.program.timezone);
  const to = query.to ?? plus(today, { days: 1 });
  const rows = rowsOf(query, { ...world, from: query.from ?? null, to });
  if (!query.compare) return rows.map(({ shown }) => shown);
  const span = spanBefore(query, to);
  const before = span ? rowsOf(query, { ...world, ...span }) : [];
  return rows.map(({ shown, estimate }) => {
    const previous = query.interval === 'all' ? 'all' : periodBefore(shown.period, query.interval);
    const from = query.interval === 'all' && span ? `${span.from}/${span.to}` : previous;
    const others = query.interval === 'all' ? before : [...before, ...rows];
    const other = others.find((row) => row.shown.period === previous && same(row.shown.group, shown.group));
    const isTold = (row: typeof shown) =>
      row.suppressed === null && row.precision !== 'counts_only' && row.score !== null;
    const isAlike =
      other?.estimate.scale === estimate.scale &&
      other.estimate.method === estimate.method &&
      other.estimate.top === estimate.top;
    if (!other || !isAlike || !isTold(shown) || !isTold(other.shown)) return { ...shown, change: null };
    const { confidence } = query;
    const { difference: by, low, high, p } = difference(other.estimate, estimate, { confidence });
    return { ...shown, change: { from, difference: by, low, high, p } };
  });
}

function rowsOf(query: ScoreQuery, world: Ranged) {
  const cells = cellsOf(query, world).sort((a, b) => compareText(placeOf(a), placeOf(b)));
  const names = dimensionsOf(query, world.program);
  const by = query.by.filter((name) => !isDimension(name, world.program));
  const hidden = slowHidden(cells, { query, names, world });
  const known = new Map<string, Cell[]>();
  return cells.map((cell) => {
    const { estimate, votes } = estimateOf(cell, { query, world, by, known });
    const suppressed = hidden.has(cell) ? ('k_anonymity' as const) : null;
    const level = precision(Math.min(estimate.n, votes ?? estimate.n), world.program.precision);
    const isTold = !suppressed && level !== 'counts_only';
    const kept = <T>(value: T) => (suppressed ? null : value);
    const told = <T>(value: T) => (isTold ? value : null);
    const shown = {
      period: cell.period,
      group: cell.group,
      n: kept(estimate.n),
      score: told(estimate.score),
      mean: told(estimate.mean),
      low: told(estimate.low),
      high: told(estimate.high),
      histogram: Object.fromEntries(
        estimate.histogram.counts.map((count, at) => [estimate.histogram.min + at, kept(count)]),
      ),
      precision: suppressed ? 'counts_only' : level,
      suppressed,
      ...('designEffect' in estimate && { designEffect: told(estimate.designEffect ?? null) }),
      ...('clusters' in estimate && { clusters: kept(estimate.clusters ?? null) }),
      partial: isPartial(cell.period, query, world),
      funnel: funnelOf(cell, world, suppressed !== null),
    };
    return { shown, estimate };
  });
}

function funnelOf({ prompts }: Cell, { now }: World, isHidden: boolean) {
  const lines = [...prompts];
  const count = (is: (line: ImportLine) => boolean) => lines.filter(is).length;
  const shown = lines.length;
  const started = count(({ answers }) => answers?.some(({ value }) => value !== null) ?? false);
  const completed = count((line) => line.completed !== undefined);
  const isIgnored = ({ dismissed }: ImportLine) =>
    ['timeout', 'superseded'].includes(dismissed?.reason ?? '');
  const dismissed = count((line) => !line.completed && line.dismissed !== undefined && !isIgnored(line));
  const open = count((line) => !line.completed && !line.dismissed && shownAt(line) >= now - 86_400_000);
  const counts = {
    shown,
    started,
    completed,
    dismissed,
    ignored: shown - completed - dismissed - open,
    open,
  };
  const all = { ...counts, ...funnelRates({ shown, started, completed, dismissed }) };
  return isHidden ? Object.fromEntries(Object.keys(all).map((name) => [name, null])) : all;
}

function isPartial(period: string, { interval }: ScoreQuery, { from, to, now, program }: Ranged): boolean {
  if (interval === 'all') return false;
  const whole = wholeDays(period, interval);
  const today = dayOf(now, program.timezone);
  return (from !== null && whole.from < from) || whole.to > to || (whole.from <= today && today < whole.to);
}

function spanBefore({ from, interval }: ScoreQuery, to: string): { from: string; to: string } | null {
  if (from === undefined) return null;
  if (interval !== 'all') {
    const first = wholeDays(periodOf(from, interval), interval).from;
    return wholeDays(periodOf(plus(first, { days: -1 }), interval), interval);
  }
  const [a, b] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  if (a.day === 1 && b.day === 1)
    return { from: a.subtract({ months: (b.year - a.year) * 12 + b.month - a.month }).toString(), to: from };
  return { from: a.subtract(a.until(b, { largestUnit: 'days' })).toString(), to: from };
}

function placeOf({ period, group }: Cell): string {
  return [period, ...Object.values(group)].join('\0');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
