import type { ClientProgram, Person } from '@milepost/protocol';
import type { gates } from '@milepost/protocol/gates';
import { inAudience } from './audience.ts';
import { sampledFrom, variantFor } from './sampling.ts';
import { verdictsOf } from './verdicts.ts';

/** In the order in which they are tried. `decide` does not read it, so a page does not load it. */
export { gates } from '@milepost/protocol/gates';

/** Why a touchpoint may not ask now. */
export type Gate = (typeof gates)[number];

/** One prompt that was shown. Times are milliseconds since the epoch. */
export interface Showing {
  touchpoint: string;
  shown: number;
  /** Closed without an answer. */
  dismissed?: boolean;
}

/** What is known of the person when a touchpoint is triggered: on this device, or by the collector. */
export interface Situation {
  /** Who is asked: the person's id, or the device's own random one. */
  subject: string;
  person: Person | null;
  /** Prompts shown to this person before, in any order. */
  history: readonly Showing[];
  /** Prompts shown in this session. */
  inSession: number;
  /** The person lets us ask. */
  consent: boolean;
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
  /** The first instant at which every gate is open if nothing else happens; null when there is none. */
  eligibleAt: number | null;
  /** The survey that this person is asked here, or null when there is no such touchpoint. */
  survey: string | null;
  gates: Verdict[];
}

/** What a touchpoint's gates come to, before anybody asks for the details. */
export interface Weighed {
  /** The first gate that is closed, or that the program has no such touchpoint. */
  reason: Gate | 'touchpoint_unknown' | undefined;
  /** When each gate opens, in milliseconds since the epoch: the past where it is open, `Infinity` for never. */
  opens?: Record<Gate, number>;
  survey?: string;
  /** When the sample has the person, from an instant on; and when the touchpoint asks nobody any more. */
  sampled?: (from: number) => number;
  to?: number;
}

/**
 * Decides whether a touchpoint may ask now, and if not why and until when. Pure: the same situation always gets the
 * same decision, and every gate is tried, so that `explain` can show all of them.
 *
 * @example
 * decide(program, 'ticket_closed', situation).reason; // 'quiet_period'
 */
export function decide(program: ClientProgram, touchpoint: string, situation: Situation): Decision {
  return verdictsOf(weigh(program, touchpoint, situation), situation.now);
}

/**
 * The part of `decide` that a page needs at every trigger; `verdictsOf` is the rest.
 *
 * @example
 * weigh(program, 'ticket_closed', situation).reason; // 'quiet_period'
 */
export function weigh(program: ClientProgram, touchpoint: string, situation: Situation): Weighed {
  const spec = Object.hasOwn(program.touchpoints, touchpoint) && program.touchpoints[touchpoint];
  if (!spec) return { reason: 'touchpoint_unknown' };
  const { subject, history, now } = situation;
  const { from = now, to = never, audience = [], budget, closed = {} } = spec;
  const openIf = (open: boolean) => (open ? now : never);
  const sampled = (at: number) => sampledFrom({ ...spec, subject, touchpoint }, at);
  const shown = history.map(({ shown }) => shown).sort((a, b) => b - a);
  const opens: Record<Gate, number> = {
    paused: openIf(!spec.paused),
    schedule: now < to ? from : never,
    audience: openIf(inAudience(audience, situation.person)),
    sample: sampled(now),
    repeat: Math.max(
      ...history.map((showing) =>
        showing.touchpoint === touchpoint
          ? showing.shown + (showing.dismissed ? spec.afterDismissal : spec.repeatAfter)
          : -never,
      ),
    ),
    quiet_period: Math.max(
      ...shown.map((at) => at + program.governor.quietPeriod),
      // When so few prompts lie within a time that there is room for one more.
      budget ? (shown[budget.prompts - 1] ?? -never) + budget.within : -never,
    ),
    per_session: openIf(situation.inSession < program.governor.perSession),
    quota: closed.quota ?? now,
    precision: closed.precision ?? now,
    consent: openIf(situation.consent),
    busy: openIf(!situation.busy),
  };
  const shut = (Object.keys(opens) as Gate[]).find((gate) => opens[gate] > now);
  return { reason: shut, opens, survey: variantFor(subject, touchpoint, spec), sampled, to };
}

/** When a gate opens that no waiting opens. */
const never = Number.POSITIVE_INFINITY;
