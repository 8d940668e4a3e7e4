import type { OpenMoment } from '@milepost/protocol';
import type { CollectorClient, Reply } from '@milepost/testkit';
import { postClaim } from './claims.fixture.ts';

/** A moment as `POST /v1/moments` tells it. */
export interface ToldMoment extends OpenMoment {
  person: { id: string };
}

/** `POST /v1/moments` with the secret key; what is left out is the person `u-17` and the touchpoint `ticket_closed`. */
export function addMoment(
  collector: CollectorClient,
  moment: object | string = {},
  key = collector.secretKey,
): Promise<Reply<ToldMoment>> {
  const whole = { person: { id: 'u-17' }, touchpoint: 'ticket_closed', ...Object(moment) };
  return collector.request('/v1/moments', {
    method: 'POST',
    body: typeof moment === 'string' ? moment : JSON.stringify(whole),
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  });
}

/** `DELETE /v1/moments/:id`. */
export function removeMoment(collector: CollectorClient, id: string, key = collector.secretKey) {
  return collector.request(`/v1/moments/${id}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${key}` },
  });
}

/** The open moments of a person, as a claim that asks for nothing else tells them. */
export async function openMoments(collector: CollectorClient, id = 'u-17'): Promise<OpenMoment[]> {
  return (await postClaim(collector, { key: collector.publicKey, person: { id } })).body.moments;
}
