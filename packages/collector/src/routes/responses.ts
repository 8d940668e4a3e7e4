import {
  envelope,
  faultsOf,
  limits,
  missingOrMistyped,
  type ResponseState,
  type Tally,
} from '@milepost/protocol';
import { Hono } from 'hono';
import { checkResponse, checkTally, type Rejection } from '../intake/check.ts';
import { parseObject, readBody } from '../middleware/body.ts';
import { refuseOrigin, shareAnswers } from '../middleware/origins.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { IncomingResponse } from '../store/store.ts';

/** `POST /v1/responses`: checks (size, JSON, key, origin, rate, envelope), stores, and acknowledges what is durable. */
export function responseRoutes(services: Services): Hono {
  const { store, intake, keys, origins, countRequest, clientAddress, clock } = services;
  return new Hono().use(shareAnswers).post('/', async (c) => {
    const body = json(await readBody(c, limits.envelopeBytes));
    const received = clock();
    const { project } = await keys.public(body['key']);
    refuseOrigin(origins, c.req.header('Origin'));
    await countRequest(clientAddress(c));
    const { sent, person, responses, tallies } = parse(body);
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

    const outcomes = await intake.submit({ project, responses: incoming, tallies: counted });
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

function json(body: Uint8Array): Record<string, unknown> {
  try {
    return parseObject(body);
  } catch (error) {
    throw new ProblemError('envelope_invalid', `the body cannot be read: ${(error as Error).message}`);
  }
}

function parse(body: Record<string, unknown>) {
  const parsed = envelope.safeParse(body, { error: missingOrMistyped });
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    'envelope_invalid',
    'the envelope is not of the right form; nothing of it was kept',
    {
      errors: faultsOf(parsed.error.issues),
    },
  );
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
