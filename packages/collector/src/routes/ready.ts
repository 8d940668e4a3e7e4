import { Hono } from 'hono';
import { ProblemError } from '../problem-error.ts';
import type { Readiness } from '../telemetry/readiness.ts';

const retryAfter = 5;

/** `GET /readyz`: answers can be stored; 503 while they cannot, and while the process is about to end. */
export function readyRoutes(readiness: Readiness): Hono {
  return new Hono().get('/', async (c) => {
    const refusal = await readiness.refusal();
    if (refusal !== null) throw new ProblemError('unavailable', refusal, { retryAfter });
    return c.json({ status: 'ready' });
  });
}
