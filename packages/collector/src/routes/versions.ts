import { Hono } from 'hono';
import { z } from 'zod';
import { answerTagged } from '../middleware/etag.ts';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import { difference } from '../program/difference.ts';
import type { Services } from '../services.ts';

const perPage = 50;

const revisionNumber = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'must be the number of a revision')
  .transform(Number);
export const listParameters = z.strictObject({
  before: z.exactOptional(revisionNumber.describe('The `next` of the page before.')),
});

/** `GET /v1/program/versions`: every revision with what it changed, the newest first; `/:revision`: its document. */
export function versionRoutes({ store, keys }: Services): Hono {
  return new Hono()
    .get('/', async (c) => {
      const { project } = await keys.secret(c, null);
      const { before = null } = readParameters(c, listParameters);
      const live = (await store.program(project))?.revision;
      // One more, so that the last of the page can be held against it.
      const found = await store.revisions(project, { before, limit: perPage + 1 });
      const versions = found.slice(0, perPage).map(({ revision, created, program, surveys }, index) => ({
        revision,
        created: new Date(created).toISOString(),
        live: revision === live,
        surveys,
        changes: difference(found[index + 1]?.program ?? null, program),
      }));
      return c.json({ versions, next: found.length > perPage ? versions.at(-1)?.revision : null });
    })
    .get('/:revision', async (c) => {
      const { project } = await keys.secret(c, null);
      readParameters(c, z.strictObject({}));
      const number = revisionNumber.safeParse(c.req.param('revision'));
      const program = number.success ? await store.revision(project, number.data) : null;
      if (!program)
        throw new ProblemError(
          'not_found',
          'there is no such revision; GET /v1/program/versions lists all of them',
        );
      return answerTagged(c, program);
    });
}
