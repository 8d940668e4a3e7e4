import type { Outcome, Placement } from '../api.ts';
import type { Ask } from './ask.ts';
import { onceSeen } from './once-seen.ts';
import type { Desk } from './surveys.ts';

/** Draws a survey in a place of the page. Resolves at its end, or to the reason why there is none. */
export async function inline(
  ask: Ask,
  { into, facts, signal: given }: Partial<Placement> = {},
  { ports, ending, obstacleTo, prepareNow, drawable, show, mount, atEnd }: Desk,
): Promise<Outcome | string> {
  // As when a framework has not drawn it yet, or somebody names it by a selector.
  if (!into || typeof into !== 'object') return 'place_unavailable';
  const { signal } = ending;
  if (given) atEnd(given, () => ending.abort('closed'));
  const prepared = prepareNow({ ...ask, facts });
  const text = await prepared?.text;
  if (prepared && !prepared.questions.every(drawable)) return 'unsupported';
  // What the host had closed in the meantime, or was another person's, is not shown.
  const reason = obstacleTo(ask, { signal, inlineNow: ports.now });
  if (!prepared || !text || reason) return reason ?? 'program_unavailable';
  const { session, begin, outcome } = show(prepared, text, {
    channel: 'inline',
    ended: () => ending.abort(),
  });
  mount(session, { ...text, into });
  // The survey itself: its place may hold more than that.
  atEnd(signal, (ports.onceSeen ?? onceSeen)(into.lastElementChild ?? into, begin));
  atEnd(signal, () => session.dismiss('superseded'));
  return outcome;
}
