import { Hono } from 'hono';
import { z } from 'zod';
import { exportLine } from '../export/export-line.ts';
import { readParameters } from '../middleware/parameters.ts';
import { keepable } from '../middleware/parse-json.ts';
import type { Services } from '../services.ts';
import { toldExclusion } from './exclusions.ts';
import { toldMoment } from './moments.ts';
import { toldRejected } from './rejected.ts';

const noParameters = z.strictObject({});
export const eraseParameters = z.strictObject({
  answers: z
    .enum(['keep', 'delete'], 'must be keep or delete')
    .default('keep')
    .describe('What becomes of the answers on scales.'),
});

/**
 * `GET /v1/people/:id`: everything that is known of a person. `DELETE`: takes the person out of everything; scale answers
 * stay, nobody's, unless `?answers=delete`. Both answer alike about somebody who was never here.
 */
export function peopleRoutes({ store, keys, clock }: Services): Hono {
  return new Hono()
    .get('/:id', async (c) => {
      const { project } = await keys.secret(c, 'responses:read');
      readParameters(c, noParameters);
      const id = keepable(c.req.param('id'));
      const { responses, moments, exclusions, rejected } = await store.person(project, { id, now: clock() });
      return c.json({
        person: { id },
        responses: responses.map(exportLine),
        moments: moments.map(toldMoment),
        exclusions: exclusions.map(toldExclusion),
        rejected: rejected.map(toldRejected),
      });
    })
    .delete('/:id', async (c) => {
      const { project } = await keys.secret(c, 'people:erase');
      const { answers } = readParameters(c, eraseParameters);
      return c.json(
        await store.erasePerson(project, { id: keepable(c.req.param('id')), at: clock(), answers }),
      );
    });
}
