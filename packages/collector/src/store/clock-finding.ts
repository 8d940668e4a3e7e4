import type { Finding } from './store.ts';

/** What two clocks may differ by. */
const toleranceMs = 60_000;

/** Whether the clock stands behind what was received already; `newest` is null when nothing was. */
export function clockFinding({ now, newest }: { now: number; newest: number | null }): Finding {
  const told = (instant: number) => new Date(instant).toISOString();
  const isBehind = newest !== null && newest > now + toleranceMs;
  return {
    check: 'clock',
    detail: isBehind
      ? `the clock says ${told(now)}, and an answer was received at ${told(newest)}`
      : `the clock says ${told(now)}`,
    remedy: isBehind ? 'set the clock of this machine by NTP; answers are dated by it' : null,
    level: isBehind ? 'failed' : 'passed',
  };
}
