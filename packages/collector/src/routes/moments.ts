import { randomUUID } from 'node:crypto';
import { canonical } from '@milepost/engine';
import { limits, type MomentRequest, momentRequest, nearest, pointer } from '@milepost/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import { parseInput, readObject } from '../middleware/input.ts';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import type { KnownProgram } from '../program/known.ts';
import type { Services } from '../services.ts';
import type { Moment } from '../store/store.ts';

const dayMs = 86_400_000;
const usualDays = 30;
const mostDays = 90;

const noParameters = z.strictObject({});
const wanted = { code: 'moment_invalid', what: 'the moment' } as const;

/** `POST /v1/moments`: something that a person is to be asked about at the next visit. `DELETE /:id`: no longer. */
export function momentRoutes({ store, keys, clock }: Services): Hono {
  return new Hono()
    .post('/', async (c) => {
      const { project } = await keys.secret(c.req.header('Authorization'), 'moments:write');
      readParameters(c, noParameters);
      const input = await readObject(c, { limit: limits.envelopeBytes, ...wanted });
      const request = parseInput(momentRequest, { input, ...wanted });
      refuseUnknown(request.touchpoint, await store.program(project));
      const now = clock();
      const moment: Moment = {
        id: request.id ?? randomUUID(),
        person: request.person.id,
        touchpoint: request.touchpoint,
        ...(request.facts && { facts: request.facts }),
        made: now,
        expires: expiryOf(request, now),
      };
      const { kept, added } = await store.addMoment(project, moment);
      if (!added && !isSame(kept, request))
        throw new ProblemError(
          'moment_conflict',
          `moment ${kept.id} is there with other content; delete it first, or give another id`,
        );
      return c.json(told(kept), added ? 201 : 200);
    })
    .delete('/:id', async (c) => {
      const { project } = await keys.secret(c.req.header('Authorization'), 'moments:write');
      readParameters(c, noParameters);
      const id = c.req.param('id').toLowerCase();
      if (!(await store.removeMoment(project, { id, now: clock() })))
        throw new ProblemError('not_found', 'there is no such moment; it was deleted, or it has expired');
      return c.body(null, 204);
    });
}

function refuseUnknown(touchpoint: string, known: KnownProgram | null): void {
  if (!known)
    throw new ProblemError(
      'program_missing',
      'the project has no program yet, and so no touchpoint to ask at',
    );
  if (Object.hasOwn(known.program.touchpoints, touchpoint)) return;
  const near = nearest(touchpoint, Object.keys(known.program.touchpoints));
  const remedy = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'push it first';
  throw invalid('touchpoint', `there is no touchpoint "${touchpoint}" in the live program; ${remedy}`);
}

/** @throws ProblemError `moment_invalid` when it is over already, or too far away */
function expiryOf({ expires }: MomentRequest, now: number): number {
  const instant = expires === undefined ? now + usualDays * dayMs : Date.parse(expires);
  if (instant <= now) throw invalid('expires', 'must not be in the past');
  if (instant > now + mostDays * dayMs) throw invalid('expires', `must be at most ${mostDays} days ahead`);
  return instant;
}

function invalid(field: string, message: string): ProblemError {
  return new ProblemError('moment_invalid', 'the moment was not kept', {
    errors: [{ path: pointer([field]), message }],
  });
}

/** Whether a moment that is sent again is what it was. Without `expires` it may expire when it did. */
function isSame(kept: Moment, { person, touchpoint, facts, expires }: MomentRequest): boolean {
  return (
    kept.person === person.id &&
    kept.touchpoint === touchpoint &&
    canonical(kept.facts ?? {}) === canonical(facts ?? {}) &&
    (expires === undefined || Date.parse(expires) === kept.expires)
  );
}

function told({ person, made: _made, expires, ...moment }: Moment) {
  return { ...moment, person: { id: person }, expires: new Date(expires).toISOString() };
}
