import type { ImportLine } from '@milepost/protocol';
import type { CollectorClient, Reply } from '@milepost/testkit';

/** What `GET /v1/people/:id` tells. */
export interface KnownPerson {
  person: { id: string };
  responses: ImportLine[];
  moments: { id: string }[];
  exclusions: { id: string; responses?: string[]; person?: string }[];
  rejected: { id: string | null; code: string; input: string | null }[];
}

const bearer = ({ secretKey }: CollectorClient) => ({ Authorization: `Bearer ${secretKey}` });

/** `GET /v1/people/:id`. */
export function readPerson(client: CollectorClient, id: string): Promise<Reply<KnownPerson>> {
  return client.request(`/v1/people/${encodeURIComponent(id)}`, { headers: bearer(client) });
}

/** `DELETE /v1/people/:id`; `query` such as `?answers=delete`. */
export function erasePerson(
  client: CollectorClient,
  id: string,
  query = '',
): Promise<Reply<{ responses: number; moments: number; rejected: number }>> {
  return client.request(`/v1/people/${encodeURIComponent(id)}${query}`, {
    method: 'DELETE',
    headers: bearer(client),
  });
}

/** `POST /v1/exclusions`; what is left out is a reason and who. */
export function exclude(
  client: CollectorClient,
  exclusion: object,
): Promise<Reply<{ id: string; changed: number }>> {
  return client.request('/v1/exclusions', {
    method: 'POST',
    body: JSON.stringify({ reason: 'staff', by: 'ana@example.com', ...exclusion }),
    headers: { ...bearer(client), 'Content-Type': 'application/json' },
  });
}

/** `GET` of anything with the secret key. */
export function read<T = object>(client: CollectorClient, path: string): Promise<Reply<T>> {
  return client.request<T>(path, { headers: bearer(client) });
}
