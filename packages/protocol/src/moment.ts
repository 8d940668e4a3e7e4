import { z } from 'zod';
import { knownPerson, properties } from './response.ts';
import { instant, name, uuid } from './wire-values.ts';

/**
 * The body of `POST /v1/moments`: something has happened that a touchpoint asks about, and the person may be away. The
 * touchpoint is tried at the person's next visit. A host that sends its own `id` may send the moment again.
 *
 * @example
 * momentRequest.parse({ person: { id: 'u-17' }, touchpoint: 'ticket_closed', facts: { ticketId: 'T-42' } });
 */
export const momentRequest = z.strictObject({
  id: z.exactOptional(uuid),
  person: knownPerson,
  touchpoint: name,
  facts: z.exactOptional(properties),
  /** From this instant on nobody is asked for it any more. */
  expires: z.exactOptional(instant),
});

export type MomentRequest = z.output<typeof momentRequest>;
