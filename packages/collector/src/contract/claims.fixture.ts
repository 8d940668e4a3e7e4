import { randomUUID } from 'node:crypto';
import type { ClaimAnswer, Person } from '@milepost/protocol';
import { buildEnvelope, buildResponse, type CollectorClient, type Reply } from '@milepost/testkit';

/** What a claim says; what is left out is the person `u-17`, the touchpoint `ticket_closed` and a response of its own. */
export interface Claimed {
  person?: Person;
  touchpoint?: string;
  response?: string;
}

export type ClaimReply = Reply<ClaimAnswer>;

/** `POST /v1/claims`. */
export function claim(
  collector: CollectorClient,
  { person = { id: 'u-17' }, touchpoint = 'ticket_closed', response = randomUUID() }: Claimed = {},
): Promise<ClaimReply> {
  return postClaim(collector, { key: collector.publicKey, person, touchpoint, response });
}

/** `POST /v1/claims` with a body as it is: an object gets no key, a text goes as it stands. */
export function postClaim(
  collector: CollectorClient,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<ClaimReply> {
  return collector.request('/v1/claims', {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'text/plain', ...headers },
  });
}

/** Whether each of several claims is granted, or the gate that closed it. */
export function told(replies: readonly ClaimReply[]): (true | string | null)[] {
  return replies.map(({ body }) => (body.ask ? true : body.reason));
}

/** Reports that a person was shown `ticket_closed` just now. */
export function show(
  collector: CollectorClient & { clock: () => number },
  overrides: Parameters<typeof buildResponse>[0] = {},
  person: Person = { id: 'u-17' },
) {
  const now = new Date(collector.clock()).toISOString();
  return collector.post(
    buildEnvelope({ sent: now, person, responses: [buildResponse({ shown: now, ...overrides })] }),
  );
}
