import { limits } from '@milepost/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import { dayMs } from '../intake/local-day.ts';
import { readParameters } from '../middleware/parameters.ts';
import type { Services } from '../services.ts';
import type { Rejected } from '../store/store.ts';

const perPage = 100;

const sequenceNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be the `next` of another page')
  .transform(Number);
export const listParameters = z.strictObject({
  before: z.exactOptional(sequenceNumber.describe('The `next` of the page before.')),
});

/** `GET /v1/rejected`: what was refused in the last seven days and why, the newest first. */
export function rejectedRoutes({ store, keys, clock }: Services): Hono {
  return new Hono().get('/', async (c) => {
    const { project } = await keys.secret(c, 'responses:read');
    const { before = null } = readParameters(c, listParameters);
    const since = clock() - limits.rejectedDays * dayMs;
    const rows = await store.rejected(project, { before, since, limit: perPage });
    const next = rows.length === perPage ? rows.at(-1)?.sequence : null;
    return c.json({ rejected: rows.map(toldRejected), next: next ?? null });
  });
}

/** A rejected response as it is told; `input` is the text that came, as far as it is kept. */
export function toldRejected({ sequence: _sequence, at, ...told }: Rejected) {
  return { ...told, at: new Date(at).toISOString() };
}
