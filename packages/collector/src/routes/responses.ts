import { envelope, limits, type ResponseState, type Tally } from '@milepost/protocol';
import { Hono } from 'hono';
import { checkResponse, checkTally, type Rejection } from '../intake/check.ts';
import { parseInput } from '../middleware/input.ts';
import { shareAnswers } from '../middleware/origins.ts';
import type { Services } from '../services.ts';
import type { IncomingResponse } from '../store/store.ts';
import { readPublicPost } from './public-post.ts';

/** `POST /v1/responses`: checks (size, JSON, key, origin, rate, envelope), stores, and acknowledges what is durable. */
export function responseRoutes(services: Services): Hono {
  const { store, intake } = services;
  return new Hono().use(shareAnswers).post('/', async (c) => {
    const { project, body, received } = await readPublicPost(c, { services, limit: limits.envelopeBytes });
    const { sent, person, responses, tallies } = parseInput(envelope, {
      input: body,
      code: 'envelope_invalid',
      what: 'the envelope',
    });
    const known = await store.program(project);
    const times = { sent: Date.parse(sent), received };
    const rejected: Rejection[] = [];

    const incoming = responses.flatMap((input): IncomingResponse[] => {
      const { value, rejection } = checkResponse(input, known, times);
      if (rejection) rejected.push(rejection);
      return value ? [{ state: withPerson(value, person), ...times }] : [];
    });
    const counted = (tallies ?? []).flatMap((input): Tally[] => {
      const { value, rejection } = checkTally(input, known);
      if (rejection) rejected.push(rejection);
      return value ? [value] : [];
    });

    const outcomes = await intake.submit({ project, responses: incoming, tallies: counted, rejected: null });
    for (const [index, outcome] of outcomes.entries())
      if (outcome.kind === 'rejected')
        rejected.push({
          id: incoming[index]?.state.id ?? null,
          code: outcome.code,
          detail: outcome.detail,
        });
    return c.json({
      accepted: outcomes.filter(({ kind }) => kind === 'accepted').length,
      repeated: outcomes.filter(({ kind }) => kind === 'repeated').length,
      rejected,
    });
  });
}

/** Every response of an envelope is of its person. A proof is checked, not kept. */
function withPerson(
  response: ResponseState,
  person: (ResponseState['person'] & { proof?: string }) | undefined,
): ResponseState {
  if (!person) return response;
  const { proof: _proof, ...kept } = person;
  return { ...response, person: kept };
}
