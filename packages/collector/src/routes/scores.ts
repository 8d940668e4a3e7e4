import { scoreQuery } from '@milepost/protocol';
import { Hono } from 'hono';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import { readScores } from '../reading/scores.ts';
import type { Services } from '../services.ts';

/** `GET /v1/scores`: a metric with its n, its interval and its funnel, by period and group. */
export function scoreRoutes({ store, keys, clock }: Services): Hono {
  return new Hono().get('/', async (c) => {
    const { project } = await keys.secret(c, 'scores:read');
    const query = readParameters(c, scoreQuery);
    const known = await store.program(project);
    if (!known)
      throw new ProblemError(
        'program_missing',
        'the project has no program yet, and so no touchpoint to score',
      );
    return c.json(await readScores(query, { store, known, now: clock() }));
  });
}
