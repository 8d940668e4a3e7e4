import type { Cx, CxOptions } from './api.ts';
import { createClient } from './client.ts';
import { browserPorts } from './ports/index.ts';

export type {
  Answers,
  Cx,
  CxEvent,
  CxEventName,
  CxOptions,
  Decision,
  Facts,
  Identity,
  Outcome,
  Scalar,
  Verdict,
} from './api.ts';

/**
 * Starts Milepost in a page. Nothing is requested before the page is idle or a touchpoint is triggered.
 *
 * @throws TypeError when the options cannot work: a mistake to see at once, while setting it up. Nothing throws later.
 * @example
 * const cx = createCx<'ticket_closed'>({ collector: 'https://cx.example.com', key: 'mp_pub_…' });
 * const outcome = await cx.trigger('ticket_closed', { ticketId: 'T-42' });
 */
export function createCx<Touchpoint extends string = string>(options: CxOptions): Cx<Touchpoint> {
  const { collector, key } = options;
  if (!/^https?:\/\/[^/]/.test(collector)) throw new TypeError('cx: collector must be an http(s) address');
  if (!key.startsWith('mp_pub_')) throw new TypeError('cx: key must be a public key, mp_pub_…');
  return createClient<Touchpoint>({ ...options, collector: collector.replace(/\/+$/, '') }, browserPorts());
}
