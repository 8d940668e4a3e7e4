import type { Decision, Gate, Weighed } from './governor.ts';

/**
 * Everything that a decision tells, of what was weighed: each gate with its verdict at an instant (milliseconds since
 * the epoch), and when all of them are open.
 *
 * @example
 * verdictsOf(weigh(program, 'ticket_closed', situation), situation.now).gates;
 */
export function verdictsOf({ reason, opens, survey, sampled, to = never }: Weighed, now: number): Decision {
  if (!opens || !sampled)
    return { ask: false, reason: reason ?? null, eligibleAt: null, survey: null, gates: [] };
  const eligibleAt = (at: number, end = never) => (at < end ? Math.max(at, now) : null);
  return {
    ask: !reason,
    reason: reason ?? null,
    // A sample that is drawn again may have lost the person by the time that the other gates are open.
    eligibleAt: eligibleAt(sampled(Math.max(...Object.values(opens))), to),
    survey: survey ?? null,
    gates: Object.entries(opens).map(([gate, at]) => ({
      gate: gate as Gate,
      open: at <= now,
      eligibleAt: eligibleAt(at),
    })),
  };
}

const never = Number.POSITIVE_INFINITY;
