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
  const spec = program.touchpoints[touchpoint];
  if (!spec) return { ask: false, reason: 'touchpoint_unknown', eligibleAt: null, gates: [] };
  const { subject, person, history, now } = situation;
  const verdict = (gate: Gate, open: boolean): Verdict => ({ gate, open, eligibleAt: open ? now : null });
  const until = (gate: Gate, time: number): Verdict => ({
    gate,
    open: time <= now,
    eligibleAt: Math.max(time, now),
  });
  const last = (showings: readonly Showing[]) =>
    showings.reduce((latest, { shown }) => Math.max(latest, shown), Number.NEGATIVE_INFINITY);
  const here = history.filter((showing) => showing.touchpoint === touchpoint);
  const gates = [
    until('paused', spec.closedUntil === null ? now : Date.parse(spec.closedUntil)),
    verdict('audience', matches(spec.audience, person)),
    verdict('sample', inSample(subject, touchpoint, spec.sample)),
    until(
      'repeat',
      Math.max(
        last(here.filter(({ dismissed }) => !dismissed)) + spec.repeatAfter,
        last(here.filter(({ dismissed }) => dismissed)) + program.governor.afterDismissal,
      ),
    ),
    until('quiet_period', last(history) + program.governor.quietPeriod),
    verdict('per_session', situation.inSession < program.governor.perSession),
    verdict('busy', !situation.busy),
  ];
  const closed = gates.filter(({ open }) => !open);
  return {
    ask: closed.length === 0,
    reason: closed[0]?.gate ?? null,
    eligibleAt: gates.reduce<number | null>(
      (latest, { eligibleAt }) =>
        latest === null || eligibleAt === null ? null : Math.max(latest, eligibleAt),
      now,
    ),
    gates,
  };
}

type Audience = ClientProgram['touchpoints'][string]['audience'];

function matches(audience: Audience, person: Person | null): boolean {
  return Object.entries(audience ?? {}).every(([trait, allowed]) =>
    allowed.some((value) => value === person?.traits?.[trait]),
  );
}
