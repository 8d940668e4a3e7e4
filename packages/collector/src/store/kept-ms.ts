import { limits } from '@milepost/protocol';
import { dayMs } from '../intake/local-day.ts';

/** How long a store keeps what is no answer, in milliseconds; what is older, `Store.sweep` takes away. */
export const keptMs = {
  rejected: limits.rejectedDays * dayMs,
  /** A late send of what was erased is too old by then. */
  erasures: (limits.maxAgeDays + 1) * dayMs,
  /** A claim whose prompt is not shown within this time lapses. */
  claims: 2 * 60 * 1000,
  audit: 400 * dayMs,
} as const;

/** What a sweep is to take away. */
export interface SweepLimit {
  at: number;
  /** Rows of each kind. */
  rows: number;
}
