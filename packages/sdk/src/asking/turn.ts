import type { Ask } from './ask.ts';
import type { Claims } from './claims.ts';
import type { ClearView } from './clear-view.ts';
import type { Floor } from './floor.ts';
import type { Prepared } from './prepare.ts';

interface Waiting {
  ask: Ask;
  prepared: Prepared;
  /** The id of the response that would be shown. */
  id: string;
  /** Ends the waiting; its reason says why. */
  signal: AbortSignal;
  /** By us, over the page, which has to be clear. A host that draws by itself knows when. */
  drawn?: boolean;
}

/** Waits until a prompt may come up. Resolves to what gives its turn back, or to the reason why it has none. */
export type Turn = (waiting: Waiting) => Promise<(() => void) | string>;

/** Gates that keep people from being interrupted too often; what stands in the page interrupts nobody. */
const pacing = /^(sample|repeat|quiet_period|per_session|busy)$/;

interface Circumstances {
  signal: AbortSignal;
  /** It would stand in the flow of the page; tells the time, in milliseconds since the epoch. */
  inlineNow?: () => number;
}

/** Why nothing must come up any more; null when nothing is in its way. */
export function obstacleTo(ask: Ask, { signal, inlineNow }: Circumstances): string | null {
  const { subject, reason, opens } = ask.again();
  if (subject !== ask.subject) return 'person_changed';
  if (signal.aborted) return `${signal.reason}`;
  if (!inlineNow || !opens) return reason ?? null;
  // Read after the gates: one that is open opened when they were tried.
  const now = inlineNow();
  const shut = Object.entries(opens).find(([gate, at]) => at > now && !pacing.test(gate));
  return shut?.[0] ?? null;
}

export function createTurn(claims: Claims, takeFloor: Floor, view: ClearView): Turn {
  return async ({ ask, prepared, id, signal, drawn = true }) => {
    const { person, touchpoint } = prepared;
    const obstacle = () => obstacleTo(ask, { signal });
    for (;;) {
      if (drawn) await view.whenClear(signal);
      const leave = obstacle() ? null : await takeFloor();
      if (!leave) return obstacle() || 'busy';
      let refusal = obstacle();
      if (!refusal && person?.id) refusal = await claims.refusal({ person, touchpoint, response: id });
      // A part of it may have failed to load: whoever shows it says so, once it has the turn to give back.
      await prepared.text.catch(() => {});
      // While these were on their way somebody else may have come, or been asked.
      refusal ||= obstacle();
      if (!refusal && (!drawn || view.isClear())) return leave;
      leave();
      if (refusal) return refusal;
    }
  };
}
