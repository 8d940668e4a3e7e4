import { funnelRates } from '@milepost/metrics';
import type { Funnel } from '@milepost/protocol';
import { funnelSlots } from '../../intake/cells.ts';

/** Counts of prompts that are added up before they become a funnel; columns as in `funnelSlots`. */
export type FunnelCounts = number[];

/**
 * What became of the prompts that were shown. A prompt that is still open a day later was ignored; `stillOpen` counts
 * those that are younger.
 */
export function funnelOf(counts: FunnelCounts, stillOpen: number): Funnel {
  const count = (slot: keyof typeof funnelSlots) => counts[funnelSlots[slot]] ?? 0;
  const reached = {
    shown: count('shown'),
    started: count('started'),
    completed: count('completed'),
    dismissed: count('dismissed'),
  };
  return {
    ...reached,
    ignored: count('ignored') + count('open') - stillOpen,
    open: stillOpen,
    ...funnelRates(reached),
  };
}
