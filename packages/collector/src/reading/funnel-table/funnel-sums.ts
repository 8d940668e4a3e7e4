import type { Interval } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import type { DimensionFilter } from '../../store/store.ts';
import { type Counted, valueIn } from '../counts/counted.ts';
import type { FunnelCounts } from '../counts/funnel.ts';
import { type Period, periodAt } from '../days/period.ts';

/** How the rows of a funnel are told apart. */
export interface FunnelGrouping {
  by: readonly string[];
  interval: Interval;
  /** What the counts have values in; those of `by` are among them. */
  dimensions: readonly DimensionFilter[];
  /** Null for all. */
  touchpoints: ReadonlySet<string> | null;
  surveys: readonly string[] | null;
  known: KnownProgram;
}

/** Prompts of a row while they are added up. */
export interface FunnelSum {
  period: Period;
  /** The value of each breakdown. */
  labels: readonly string[];
  counts: FunnelCounts;
  open: number;
  /** Prompts that were shown. */
  n: number;
}

/** The rows of a funnel. Each touchpoint x survey pair counts once, since no question tells them apart. */
export interface FunnelSums {
  /** The row that prompts count in; made when there is none. Undefined for prompts that are filtered out. */
  rowOf(counted: Counted): FunnelSum | undefined;
  add(counted: Counted): void;
  addOpen(counted: Counted): void;
  rowAt(period: Period, labels: readonly string[]): FunnelSum;
  find(period: Period, labels: readonly string[]): FunnelSum | undefined;
  all(): FunnelSum[];
}

export function createFunnelSums(grouping: FunnelGrouping): FunnelSums {
  const { by, interval, dimensions, touchpoints, surveys, known } = grouping;
  const rows = new Map<string, FunnelSum>();
  const places = by.map((name) => dimensions.findIndex(({ dimension }) => dimension === name));
  const keyOf = (period: Period, labels: readonly string[]) => JSON.stringify([period.name, labels]);
  const rowAt = (period: Period, labels: readonly string[]) => {
    const key = keyOf(period, labels);
    const row = rows.get(key) ?? { period, labels, counts: [], open: 0, n: 0 };
    rows.set(key, row);
    return row;
  };
  const rowOf = (counted: Counted) => {
    if (touchpoints && !touchpoints.has(counted.touchpoint)) return undefined;
    if (surveys && !surveys.includes(counted.survey)) return undefined;
    const labels = by.map((name, index) => {
      const place = places[index] ?? -1;
      return place < 0 ? placeLabel(name, counted, known) : valueIn(counted, place);
    });
    return rowAt(periodAt(counted.day, interval), labels);
  };
  return {
    rowOf,
    rowAt,
    find: (period, labels) => rows.get(keyOf(period, labels)),
    add: (counted) => {
      const row = rowOf(counted);
      if (!row) return;
      for (const [slot, count] of counted.counts.entries())
        row.counts[slot] = (row.counts[slot] ?? 0) + count;
      row.n = row.counts[0] ?? 0;
    },
    addOpen: (counted) => {
      const row = rowOf(counted);
      if (row) row.open += 1;
    },
    all: () => [...rows.values()],
  };
}

/** What a breakdown is for prompts at a touchpoint. */
export function placeLabel(
  breakdown: string,
  place: { touchpoint: string; survey?: string; version?: number },
  { touchpoints }: KnownProgram,
): string {
  switch (breakdown) {
    case 'touchpoint':
      return place.touchpoint;
    case 'stage':
    case 'pattern':
      return touchpoints.get(place.touchpoint)?.[breakdown] ?? '';
    case 'survey':
      return place.survey ?? '';
    default:
      return String(place.version ?? '');
  }
}
