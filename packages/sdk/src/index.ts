import type { Cx, CxOptions, Facts } from './api.ts';
import { createClient } from './client.ts';
import { browserPorts } from './ports/index.ts';

export type {
  Answers,
  Cx,
  CxEvent,
  CxEventName,
  CxOptions,
  Decision,
  Delivery,
  Dismissal,
  Facts,
  Identity,
  InlinedProgram,
  Outcome,
  Placement,
  Scalar,
  SentResponse,
  Step,
  SurveySession,
  Value,
  Verdict,
} from './api.ts';

/**
 * Starts Milepost in a page. Nothing is requested before the page is idle or a touchpoint is triggered.
 *
 * @typeParam Touchpoint the program's touchpoints, so that a misspelt one does not compile
 * @typeParam TouchpointFacts the facts of each of them, likewise; `milepost program types` writes both
 * @throws TypeError when the options cannot work: a mistake to see at once, while setting it up. Nothing throws later.
 * @example
 * const cx = createCx<'ticket_closed'>({ collector: 'https://cx.example.com', key: 'mp_pub_…' });
 * const outcome = await cx.trigger('ticket_closed', { ticketId: 'T-42' });
 */
export function createCx<
  Touchpoint extends string = string,
  TouchpointFacts extends Record<Touchpoint, Facts> = Record<Touchpoint, Facts>,
>(options: CxOptions): Cx<Touchpoint, TouchpointFacts> {
  const { collector, key } = options;
  if (!/^https?:\/\/[^/]/.test(collector)) throw new TypeError('cx: collector must be an http(s) address');
  // A secret key has no business in a page.
  if (!key?.startsWith('mp_pub_')) throw new TypeError('cx: key must begin with mp_pub_');
  return createClient<Touchpoint>({ ...options, collector: collector.replace(/\/+$/, '') }, browserPorts());
}
