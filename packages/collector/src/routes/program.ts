import { canonical } from '@milepost/engine';
import { checkProgram, limits, type Problem } from '@milepost/protocol';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { tellTarget } from '../middleware/audit.ts';
import { answerTagged, tagOf, tagsOf } from '../middleware/etag.ts';
import { readObject } from '../middleware/input.ts';
import { shareAnswers } from '../middleware/origins.ts';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import { difference } from '../program/difference.ts';
import { type KnownProgram, type Revision, revise } from '../program/known.ts';
import type { Services } from '../services.ts';

const noParameters = z.strictObject({});
export const putParameters = z.strictObject({
  dryRun: z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .transform((text) => text === 'true')
    .describe('Only tells what would change.'),
});

/** `GET /v1/program`: the client's view for a public key, the document for a secret one. `PUT`: a new revision. */
export function programRoutes(services: Services): Hono {
  const { store, keys, admit, clientAddress, clock, viewOf } = services;

  const clientProgram = async (c: Context) => {
    const { project } = await admit({
      key: c.req.query('key'),
      origin: c.req.header('Origin'),
      address: clientAddress(c),
    });
    const known = present(await store.program(project));
    c.header('Cache-Control', 'public, max-age=60, stale-while-revalidate=86400');
    return answerTagged(c, await viewOf(known, clock()));
  };

  const document = async (c: Context) => {
    const { project } = await keys.secret(c, null);
    readParameters(c, noParameters);
    return answerTagged(c, present(await store.program(project)).program);
  };

  const put = async (c: Context) => {
    const { project } = await keys.secret(c, 'program:write');
    const { dryRun } = readParameters(c, putParameters);
    const checked = checkProgram(
      await readObject(c, { limit: limits.programBytes, code: 'program_invalid', what: 'the program' }),
    );
    if (!checked.program)
      throw new ProblemError(
        'program_invalid',
        `the program has ${counted(checked.faults.length)}; nothing was changed`,
        {
          errors: checked.faults,
        },
      );
    const known = await store.program(project);
    refuseStale(c.req.header('If-Match'), known);
    const revision = revise(known, checked.program);
    const changes = difference(known?.program ?? null, checked.program);
    const same = known !== null && canonical(known.program) === canonical(checked.program);
    if (dryRun) {
      tellTarget(c, 'dry run');
      refuse(await store.refusalOf(project, revision, known?.revision ?? null));
      return c.json({ revision: known?.revision ?? null, dryRun: true, surveys: revision.versions, changes });
    }
    const stored = same ? known : await write(project, revision, known);
    tellTarget(c, `revision ${stored.revision}`);
    c.header('ETag', tagOf(stored.program));
    return c.json({ revision: stored.revision, dryRun: false, surveys: revision.versions, changes });
  };

  const write = async (project: string, revision: Revision, known: KnownProgram | null) => {
    const put = await store.putProgram(project, revision, known?.revision ?? null);
    refuse(put.problem);
    return put.known;
  };

  return new Hono()
    .get('/', (c, next) => (asksForDocument(c) ? document(c) : shareAnswers(c, next)), clientProgram)
    .put('/', put);
}

/** Whether a request shows a secret key, not a public one. */
function asksForDocument(c: Context): boolean {
  return c.req.query('key') === undefined && c.req.header('Authorization') !== undefined;
}

function present(known: KnownProgram | null): KnownProgram {
  if (!known)
    throw new ProblemError(
      'program_missing',
      'the project has no program yet; push one with "milepost program push FILE" or PUT /v1/program',
    );
  return known;
}

function refuse(problem: Problem | null): asserts problem is null {
  if (problem) throw new ProblemError(problem.code, problem.detail, problem);
}

const counted = (faults: number) => (faults === 1 ? 'a fault' : `${faults} faults`);

function refuseStale(ifMatch: string | undefined, known: KnownProgram | null): void {
  if (ifMatch === undefined || (ifMatch === '*' && known)) return;
  if (!known || !tagsOf(ifMatch).includes(tagOf(known.program)))
    throw new ProblemError('program_stale', 'the program has changed since it was read; pull it again');
}
