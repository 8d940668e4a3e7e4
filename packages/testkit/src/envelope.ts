import { randomUUID } from 'node:crypto';
import type { Answer, AnswerValue, Envelope, Response, Tally } from '@milepost/protocol';
import { testNow } from './clock.ts';

/** An answer given just before `testNow`. */
export function buildAnswer(
  question: string,
  value: AnswerValue,
  at: string = '2026-11-22T06:59:58.400Z',
): Answer {
  return { question, value, at };
}

/** A response to the touchpoint `ticket_closed` of `buildProgram`, shown 13 s before `testNow`, not yet answered. */
export function buildResponse(overrides: Partial<Response> = {}): Response {
  return {
    id: randomUUID(),
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    shown: '2026-11-22T06:59:50.001Z',
    ...overrides,
  };
}

/** A response to `ticket_closed` with this satisfaction, 1 to 5. */
export function buildCsat(value: number, overrides: Partial<Response> = {}): Response {
  return buildResponse({ answers: [buildAnswer('satisfaction', value)], ...overrides });
}

/** A response to `pulse` with this likelihood to recommend, 0 to 10. */
export function buildNps(value: number, overrides: Partial<Response> = {}): Response {
  return buildResponse({
    touchpoint: 'pulse',
    survey: 'relationship-nps',
    answers: [buildAnswer('recommend', value)],
    ...overrides,
  });
}

export function buildTally(overrides: Partial<Tally> = {}): Tally {
  return { id: randomUUID(), day: '2026-11-22', touchpoint: 'ticket_closed', triggered: 1, ...overrides };
}

/** The body of `POST /v1/responses` without its key, which the client adds; sent at `testNow`. */
export function buildEnvelope(overrides: Partial<Omit<Envelope, 'key'>> = {}): Omit<Envelope, 'key'> {
  return { sent: testNow, responses: [], ...overrides };
}
