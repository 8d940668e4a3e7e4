import { type ProblemCode, problemStatus } from '@milepost/protocol';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { Operation } from './operation.ts';

const anywhere: readonly ProblemCode[] = ['internal', 'unavailable'];
const ofPages: readonly ProblemCode[] = ['key_unknown', 'origin_forbidden', 'rate_limited'];

/** What a request can be refused with, whatever it is about: by the key that it needs. */
const byAccess: Readonly<Record<string, readonly ProblemCode[]>> = {
  open: [],
  public: [...anywhere, ...ofPages, 'overloaded'],
  program: [...anywhere, ...ofPages, 'query_invalid', 'program_missing'],
  metrics: ['internal', 'key_unknown'],
  any: [...anywhere, 'key_unknown', 'rate_limited', 'query_invalid'],
};

/** Every code that an operation can answer with. */
export function problemsOf({ access, problems = [] }: Operation): ProblemCode[] {
  const usual = byAccess[access] ?? [...(byAccess['any'] ?? []), 'scope_missing'];
  return [...new Set([...usual, ...problems])];
}

const meaning: Partial<Record<number, string>> = {
  400: 'The request is not of the right form; `errors` names every fault.',
  401: 'No key of the collector.',
  403: 'The key may not do this.',
  404: 'There is no such thing.',
  408: 'The body did not come in time.',
  409: 'It contradicts what is there.',
  412: 'What was read has changed since.',
  413: 'The body is too large.',
  429: 'Too many requests; `Retry-After` says when to come back.',
  500: 'A fault of the collector.',
  503: 'Not now; `Retry-After` says when to come back.',
};

/** The refusals of an operation by their status, each with the codes that it has. */
export function problemAnswers(operation: Operation): Record<string, ZodOpenApiResponseObject> {
  const codes = Map.groupBy(problemsOf(operation), (code) => problemStatus[code]);
  return Object.fromEntries(
    [...codes]
      .toSorted(([a], [b]) => a - b)
      .map(([status, of]) => [String(status), problemAnswer(status, of)]),
  );
}

function problemAnswer(status: number, codes: readonly ProblemCode[]): ZodOpenApiResponseObject {
  return {
    description: meaning[status] ?? 'Refused.',
    ...([429, 503].includes(status) && {
      headers: { 'Retry-After': { description: 'In seconds.', schema: { type: 'integer', minimum: 0 } } },
    }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }],
          properties: { code: { type: 'string', enum: [...codes] } },
        },
      },
    },
  };
}
