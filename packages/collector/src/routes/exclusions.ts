import { type ExclusionRequest, exclusionRequest, limits } from '@milepost/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import { tellTarget } from '../middleware/audit.ts';
import { parseInput, readObject } from '../middleware/input.ts';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { Exclusion, ExclusionTarget } from '../store/store.ts';

const perPage = 100;

const noParameters = z.strictObject({});
export const listParameters = z.strictObject({
  after: z.exactOptional(z.string().max(limits.idLength).describe('The `next` of the page before.')),
});
const wanted = { code: 'exclusion_invalid', what: 'the exclusion' } as const;

/**
 * `POST /v1/exclusions`: leaves answers out of the scores until `DELETE /:id` lets them count again; `changed` says how
 * many it was. `GET`: those that stand, the newest first.
 */
export function exclusionRoutes({ store, keys, clock, newId }: Services): Hono {
  return new Hono()
    .post('/', async (c) => {
      const { project } = await keys.secret(c, 'cases:write');
      readParameters(c, noParameters);
      const input = await readObject(c, { limit: limits.envelopeBytes, ...wanted });
      const request = parseInput(exclusionRequest, { input, ...wanted });
      const { id = newId(), reason, by, note = null } = request;
      const exclusion: Exclusion = { id, reason, by, note, at: clock(), targets: targetsOf(request) };
      const added = await store.addExclusion(project, exclusion);
      if (added.kind === 'conflict')
        throw new ProblemError(
          'exclusion_conflict',
          `exclusion ${id} is there with other content; give another id`,
        );
      tellTarget(c, id);
      const isNew = added.kind === 'added';
      return c.json({ id, changed: isNew ? added.changed : 0 }, isNew ? 201 : 200);
    })
    .get('/', async (c) => {
      const { project } = await keys.secret(c, 'responses:read');
      const { after = null } = readParameters(c, listParameters);
      const { rows, next } = await store.exclusions(project, { after, limit: perPage });
      return c.json({ exclusions: rows.map(toldExclusion), next });
    })
    .delete('/:id', async (c) => {
      const { project } = await keys.secret(c, 'cases:write');
      readParameters(c, noParameters);
      const id = c.req.param('id').toLowerCase();
      const changed = await store.removeExclusion(project, id);
      if (changed === null)
        throw new ProblemError(
          'not_found',
          'there is no such exclusion; GET /v1/exclusions lists those that stand',
        );
      tellTarget(c, id);
      return c.json({ id, changed });
    });
}

function targetsOf({ responses = [], person, account }: ExclusionRequest): ExclusionTarget[] {
  if (person !== undefined) return [{ kind: 'person', target: person }];
  if (account !== undefined) return [{ kind: 'account', target: account }];
  return [...new Set(responses)].map((target) => ({ kind: 'response', target }));
}

/** An exclusion in the form of its request. One of a person who was erased is told by the responses that stay. */
export function toldExclusion({ id, reason, by, note, at, targets }: Exclusion) {
  const of = (kind: ExclusionTarget['kind']) =>
    targets.filter((one) => one.kind === kind).map(({ target }) => target);
  const [person] = of('person');
  const [account] = of('account');
  const responses = of('response');
  return {
    id,
    ...(responses.length > 0 && { responses }),
    ...(person !== undefined && { person }),
    ...(account !== undefined && { account }),
    reason,
    by,
    ...(note !== null && { note }),
    at: new Date(at).toISOString(),
  };
}
