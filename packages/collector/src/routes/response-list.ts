import { responseQuery } from '@milepost/protocol';
import { Hono } from 'hono';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import { readResponses } from '../reading/responses/read-responses.ts';
import type { Services } from '../services.ts';

/** `GET /v1/responses`: what people answered and wrote, the newest first. */
export function responseListRoutes({ store, keys }: Services): Hono {
  return new Hono().get('/', async (c) => {
    const { project } = await keys.secret(c, 'responses:read');
    const query = readParameters(c, responseQuery);
    const known = await store.program(project);
    if (!known)
      throw new ProblemError('program_missing', 'the project has no program yet, and so no responses');
    return c.json(await readResponses(query, { store, known }));
  });
}
