import { canonical } from '@milepost/engine';
import {
  type FactType,
  limits,
  type MomentRequest,
  momentRequest,
  nearest,
  pointer,
  type TouchpointSpec,
} from '@milepost/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import { dayMs } from '../intake/local-day.ts';
import { tellTarget } from '../middleware/audit.ts';
import { parseInput, readObject } from '../middleware/input.ts';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import type { KnownProgram } from '../program/known.ts';
import type { Services } from '../services.ts';
import type { Moment } from '../store/store.ts';

const usualDays = 30;
const mostDays = 90;

const noParameters = z.strictObject({});
const wanted = { code: 'moment_invalid', what: 'the moment' } as const;

/** `POST /v1/moments`: something that a person is to be asked about at the next visit. `DELETE /:id`: no longer. */
export function momentRoutes({ store, keys, clock, newId }: Services): Hono {
  return new Hono()
    .post('/', async (c) => {
      const { project } = await keys.secret(c, 'moments:write');
      readParameters(c, noParameters);
      const input = await readObject(c, { limit: limits.envelopeBytes, ...wanted });
      const request = parseInput(momentRequest, { input, ...wanted });
      const touchpoint = touchpointOf(request, await store.program(project));
      refuseFacts(request, touchpoint.facts);
      const now = clock();
      const moment: Moment = {
        id: request.id ?? newId(),
        person: request.person.id,
        touchpoint: request.touchpoint,
        ...(request.facts && { facts: request.facts }),
        made: now,
        expires: expiryOf(request, now),
      };
      tellTarget(c, moment.id);
      const added = await store.addMoment(project, moment);
      if (added.kind === 'deleted')
        throw new ProblemError(
          'moment_conflict',
          `moment ${moment.id} was deleted; give another id to ask all the same`,
        );
      if (added.kind === 'repeated' && !isSame(added.moment, request))
        throw new ProblemError(
          'moment_conflict',
          `moment ${moment.id} is there with other content; give another id`,
        );
      return c.json(toldMoment(added.moment), added.kind === 'added' ? 201 : 200);
    })
    .delete('/:id', async (c) => {
      const { project } = await keys.secret(c, 'moments:write');
      readParameters(c, noParameters);
      const id = c.req.param('id').toLowerCase();
      if (!(await store.removeMoment(project, { id, now: clock() })))
        throw new ProblemError('not_found', 'there is no such moment; it was deleted, or it has expired');
      tellTarget(c, id);
      return c.body(null, 204);
    });
}

/** @throws ProblemError `program_missing`, `moment_invalid` when the live program has no such touchpoint */
function touchpointOf({ touchpoint }: MomentRequest, known: KnownProgram | null): TouchpointSpec {
  if (!known)
    throw new ProblemError(
      'program_missing',
      'the project has no program yet, and so no touchpoint to ask at',
    );
  const { touchpoints } = known.program;
  const spec = Object.hasOwn(touchpoints, touchpoint) && touchpoints[touchpoint];
  if (spec) return spec;
  const remedy = meant(touchpoint, Object.keys(touchpoints)) ?? 'push it first';
  throw invalid([['touchpoint', `there is no touchpoint "${touchpoint}" in the live program; ${remedy}`]]);
}

/** A touchpoint that declares its facts is asked about with these alone. */
function refuseFacts({ touchpoint, facts = {} }: MomentRequest, declared: TouchpointSpec['facts']): void {
  if (!declared) return;
  const faults = Object.entries(facts).flatMap(([name, value]): Fault[] => {
    const type = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (type === undefined) {
      const remedy = meant(name, Object.keys(declared)) ?? 'leave it out, or declare it in the program';
      return [[`facts/${name}`, `"${touchpoint}" declares no such fact; ${remedy}`]];
    }
    return fits(value, type) ? [] : [[`facts/${name}`, `must be ${typeWords(type)}`]];
  });
  if (faults.length > 0) throw invalid(faults);
}

function fits(value: string | number | boolean, type: FactType): boolean {
  return Array.isArray(type) ? (type as unknown[]).includes(value) : typeof value === type;
}

const words = { string: 'a text', number: 'a number', boolean: 'true or false' };
const typeWords = (type: FactType) => (Array.isArray(type) ? `one of ${type.join(', ')}` : words[type]);

function meant(name: string, names: readonly string[]): string | null {
  const near = nearest(name, names);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : null;
}

/** @throws ProblemError `moment_invalid` when it is over already, or too far away */
function expiryOf({ expires }: MomentRequest, now: number): number {
  const instant = expires === undefined ? now + usualDays * dayMs : Date.parse(expires);
  if (instant <= now) throw invalid([['expires', 'must not be in the past']]);
  if (instant > now + mostDays * dayMs)
    throw invalid([['expires', `must be at most ${mostDays} days ahead`]]);
  return instant;
}

type Fault = [path: string, message: string];

function invalid(faults: readonly Fault[]): ProblemError {
  return new ProblemError('moment_invalid', 'the moment was not kept', {
    errors: faults.map(([path, message]) => ({ path: pointer(path.split('/')), message })),
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

/** A moment as it is told. */
export function toldMoment({ person, made: _made, expires, ...moment }: Moment) {
  return { ...moment, person: { id: person }, expires: new Date(expires).toISOString() };
}
