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
  if (!/^https?:\/\/[^/]+/.test(options.collector))
    throw new TypeError('createCx: collector must be an address such as https://cx.example.com');
  if (!/^mp_pub_/.test(options.key))
    throw new TypeError(
      'createCx: key must be a public key (mp_pub_…); a secret key must never reach a browser',
    );
  const collector = options.collector.replace(/\/+$/, '');
  return createClient<Touchpoint>({ ...options, collector }, browserPorts(collector));
}
