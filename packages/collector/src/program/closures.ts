import { canonical } from '@milepost/engine';
import type { Closed } from '@milepost/protocol';
import { createCalendar } from '../calendar.ts';
import { localDays } from '../intake/local-day.ts';
import type { Store } from '../store/store.ts';
import type { KnownProgram } from './known.ts';
import { type Limit, limitsOf } from './limits.ts';

/** What has been reached, by touchpoint. */
export type Closures = Readonly<Record<string, Closed>>;

/**
 * Returns a function that tells which quotas and targets of a program are reached at an instant. Between two commits it
 * reads nothing, and it returns the same object until something in it changes.
 */
export function createClosures(
  store: Pick<Store, 'cells' | 'cellsVersion'>,
): (known: KnownProgram, now: number) => Promise<Closures> {
  const kept = new Map<string, Kept>();
  return async (known, now) => {
    const limits = limitsOf(known.program);
    if (limits.length === 0) return none;
    const version = await store.cellsVersion(known.project);
    const before = kept.get(known.project);
    if (before?.known === known && before.version === version && before.start <= now && now < before.end)
      return before.closures;
    const read = await readClosures(store, { known, limits, now });
    const same = before && canonical(before.closures) === canonical(read.closures);
    const closures = same ? before.closures : read.closures;
    kept.set(known.project, { ...read, closures, known, version });
    return closures;
  };
}

const none: Closures = {};

interface Read {
  closures: Closures;
  /** What all of their periods have in common, half-open. */
  start: number;
  end: number;
}

interface Kept extends Read {
  known: KnownProgram;
  version: number;
}

interface Reading {
  known: KnownProgram;
  limits: readonly Limit[];
  now: number;
}

async function readClosures(store: Pick<Store, 'cells'>, { known, limits, now }: Reading): Promise<Read> {
  const { project, program } = known;
  const calendar = createCalendar(program.timezone);
  const localDay = localDays(program.timezone);
  const closures = new Map<string, Closed>();
  let [start, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [per, alike] of Map.groupBy(limits, (limit) => limit.per)) {
    const period = calendar.periodAt(now, per);
    start = Math.max(start, period.start);
    end = Math.min(end, period.end);
    const cells = await store.cells({
      project,
      dimension: '',
      scales: [...new Set(alike.map(({ scale }) => scale))],
      from: localDay(period.start),
      to: localDay(period.end),
      byDay: false,
    });
    const byTouchpoint = Map.groupBy(cells, (cell) => cell.touchpoint);
    for (const { touchpoint, gate, isReached } of alike)
      if (isReached(byTouchpoint.get(touchpoint) ?? []))
        closures.set(touchpoint, { ...closures.get(touchpoint), [gate]: period.end });
  }
  return { closures: Object.fromEntries(closures), start, end };
}
