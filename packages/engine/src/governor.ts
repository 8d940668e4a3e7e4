import type { ClientProgram, Person } from '@milepost/protocol';
import { inSample } from './sampling.ts';

/** Why a touchpoint may not ask now, in the order in which the gates are tried. */
export type Gate = 'paused' | 'audience' | 'sample' | 'repeat' | 'quiet_period' | 'per_session' | 'busy';

/** One prompt that was shown. Times are milliseconds since the epoch, by the device's clock. */
export interface Showing {
  touchpoint: string;
  shown: number;
  dismissed?: boolean;
}

/** What is known of the person on this device when a touchpoint is triggered. */
export interface Situation {
  /** Who is asked: the person's id, or the device's own random one. */
  subject: string;
  person: Person | null;
  /** Prompts shown to this person before, in any order. */
  history: readonly Showing[];
  /** Prompts shown in this session. */
  inSession: number;
  /** Another prompt is open. */
  busy: boolean;
  now: number;
}

export interface Verdict {
  gate: Gate;
  open: boolean;
  /** When this gate opens by itself, in milliseconds since the epoch; null when waiting does not open it. */
  eligibleAt: number | null;
}

export interface Decision {
  ask: boolean;
  /** The first gate that is closed, or that the program has no such touchpoint. */
  reason: Gate | 'touchpoint_unknown' | null;
  /** When every closed gate will have opened by itself; null when one of them never does. */
  eligibleAt: number | null;
  gates: Verdict[];
}

/**
 * Decides whether a touchpoint may ask now, and if not why and until when. Pure: the same situation always gets the
 * same decision, and every gate is tried, so that `explain` can show all of them.
 */
export function decide(program: ClientProgram, touchpoint: string, situation: Situation): Decision {
  const spec = Object.hasOwn(program.touchpoints, touchpoint) && program.touchpoints[touchpoint];
  if (!spec) return { ask: false, reason: 'touchpoint_unknown', eligibleAt: null, gates: [] };
  const { subject, person, history, inSession, busy, now } = situation;
  const { quietPeriod, perSession, afterDismissal } = program.governor;
  const openIf = (open: boolean) => (open ? now : never);
  const here = history.filter((showing) => showing.touchpoint === touchpoint);
  const opens: [gate: Gate, at: number][] = [
    ['paused', spec.closedUntil === null ? now : Date.parse(spec.closedUntil)],
    ['audience', openIf(matches(spec.audience, person))],
    ['sample', openIf(inSample(subject, touchpoint, spec.sample))],
    [
      'repeat',
      latest(here.map(({ shown, dismissed }) => shown + (dismissed ? afterDismissal : spec.repeatAfter))),
    ],
    ['quiet_period', latest(history.map(({ shown }) => shown)) + quietPeriod],
    ['per_session', openIf(inSession < perSession)],
    ['busy', openIf(!busy)],
  ];
  const eligibleAt = (at: number) => (at === never ? null : Math.max(at, now));
  const gates = opens.map(([gate, at]) => ({ gate, open: at <= now, eligibleAt: eligibleAt(at) }));
  const closed = gates.find(({ open }) => !open);
  return {
    ask: !closed,
    reason: closed ? closed.gate : null,
    eligibleAt: eligibleAt(latest(opens.map(([, at]) => at))),
    gates,
  };
}

/** When a gate opens that no waiting opens. */
const never = Number.POSITIVE_INFINITY;
const latest = (times: readonly number[]) => Math.max(...times);

type Audience = ClientProgram['touchpoints'][string]['audience'];

function matches(audience: Audience, person: Person | null): boolean {
  return Object.entries(audience ?? {}).every(([trait, allowed]) =>
    (allowed as unknown[]).includes(person?.traits?.[trait]),
  );
}
