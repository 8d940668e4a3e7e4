import type { Context } from 'hono';
import { readObject } from '../middleware/input.ts';
import type { Services } from '../services.ts';

/** A body that came with a public key; its own shape is not checked yet. */
export interface PublicPost {
  project: string;
  body: Record<string, unknown>;
  /** When it had come, in milliseconds since the epoch. */
  received: number;
}

/**
 * Reads what a page posts, in the order that every public route keeps: size, JSON, key, origin, rate.
 *
 * @throws ProblemError `too_large`, `too_slow`, `envelope_invalid`, `key_unknown`, `origin_forbidden`, `rate_limited`
 */
export async function readPublicPost(
  c: Context,
  { services, limit }: { services: Services; limit: number },
): Promise<PublicPost> {
  const { admit, clientAddress, clock } = services;
  const body = await readObject(c, { limit, code: 'envelope_invalid', what: 'the body' });
  const received = clock();
  const { project } = await admit({
    key: body['key'],
    origin: c.req.header('Origin'),
    address: clientAddress(c),
  });
  return { project, body, received };
}
