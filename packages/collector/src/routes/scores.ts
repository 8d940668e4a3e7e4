import { faultsOf, missingOrMistyped, type ScoreQuery, scoreQuery } from '@milepost/protocol';
import { type Context, Hono } from 'hono';
import type { Services } from '../app.ts';
import { ProblemError } from '../problem-error.ts';
import { readScores } from '../reading/scores.ts';

/** `GET /v1/scores`: a metric with its n, its interval and its funnel, by period and group. */
export function scoreRoutes({ store, keys, clock }: Services): Hono {
  return new Hono().get('/', async (c) => {
    const { project } = await keys.secret(c.req.header('Authorization'), 'scores:read');
    const query = parse(c);
    const known = await store.program(project);
    if (!known)
      throw new ProblemError(
        'program_missing',
        'the project has no program yet, and so no touchpoint to score',
      );
    return c.json(await readScores(query, { store, known, now: clock() }), 200, {
      'Cache-Control': 'no-store',
    });
  });
}

/** A parameter that is given several times is a list. */
function parse(c: Context): ScoreQuery {
  const parameters = Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.join()]),
  );
  const parsed = scoreQuery.safeParse(parameters, { error: missingOrMistyped });
  if (parsed.success) return parsed.data;
  throw new ProblemError('query_invalid', 'the query is not of the right form', {
    errors: faultsOf(parsed.error.issues),
  });
}
