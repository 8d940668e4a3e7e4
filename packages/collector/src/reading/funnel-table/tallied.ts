import type { Interval } from '@milepost/protocol';
import { dateOf, dayNumber } from '../../intake/local-day.ts';
import { periodAt } from '../days/period.ts';
import type { Reading } from '../table/table.ts';
import { type FunnelSum, type FunnelSums, placeLabel } from './funnel-sums.ts';

/** What devices have counted for a row. */
export interface Tallied {
  triggered: number;
  gates: Record<string, number>;
}

/** What tallies know of a prompt that was not shown: its touchpoint and its day. */
const talliedBreakdowns = ['touchpoint', 'stage', 'pattern'];

export function isTallied({
  by,
  survey,
  split,
}: {
  by: readonly string[];
  survey: boolean;
  split: boolean;
}): boolean {
  return !survey && !split && by.every((name) => talliedBreakdowns.includes(name));
}

interface TalliedParts extends Pick<Reading, 'store' | 'known'> {
  sums: FunnelSums;
  by: readonly string[];
  interval: Interval;
  range: { from: number | null; to: number };
  touchpoints: ReadonlySet<string> | null;
}

/** The tallies of each row; one that has no prompts is made for them. */
export async function talliedBy(parts: TalliedParts): Promise<Map<FunnelSum, Tallied>> {
  const { store, known, sums, by, interval, range, touchpoints } = parts;
  const tallies = await store.tallies(known.project, {
    from: range.from === null ? null : dateOf(range.from),
    to: dateOf(range.to),
    byDay: interval !== 'all',
  });
  // Tallies that came before their gates were looked at may have any names.
  const found = new Map<FunnelSum, { triggered: number; gates: Map<string, number> }>();
  for (const { day, touchpoint, triggered, gates } of tallies) {
    if (touchpoints && !touchpoints.has(touchpoint)) continue;
    const period = periodAt(day === null ? 0 : dayNumber(day), interval);
    const row = sums.rowAt(
      period,
      by.map((name) => placeLabel(name, { touchpoint }, known)),
    );
    const tallied = found.get(row) ?? { triggered: 0, gates: new Map() };
    tallied.triggered += triggered;
    for (const [gate, count] of Object.entries(gates))
      tallied.gates.set(gate, (tallied.gates.get(gate) ?? 0) + count);
    found.set(row, tallied);
  }
  return new Map(
    [...found].map(([row, { triggered, gates }]) => [row, { triggered, gates: Object.fromEntries(gates) }]),
  );
}
