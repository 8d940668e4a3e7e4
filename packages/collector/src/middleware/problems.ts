import type { Problem } from '@milepost/protocol';
import { problem } from '@milepost/protocol';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { Overloaded } from '../intake/queue.ts';
import { ProblemError } from '../problem-error.ts';
import { StoreUnavailable } from '../store/store.ts';

/** An answer, whatever sends it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Seconds that a sender is asked to wait when the collector cannot keep its promise. */
const retryAfterSeconds = 5;

/** Turns whatever ended a request into `application/problem+json`; a stack never leaves the process. */
export function answerError(error: Error, c: Context, log: Logger): Response {
  return error instanceof HTTPException ? error.getResponse() : send(c, problemAnswer(error, log));
}

/** @param allowed the methods that there are at this path, if there are any */
export function answerNotFound(c: Context, allowed: readonly string[] = []): Response {
  const { method, path } = c.req;
  if (allowed.length === 0)
    return send(c, answerOf(problem('not_found', `there is nothing at ${method} ${path}`), null));
  c.header('Allow', allowed.join(', '));
  const detail = `${path} takes ${allowed.join(', ')}, not ${method}`;
  return send(c, answerOf(problem('method_not_allowed', detail), null));
}

/** The same as `answerError`, for whoever answers without a framework. */
export function problemAnswer(error: unknown, log: Logger): Answer {
  if (error instanceof ProblemError) return answerOf(error.problem, error.retryAfter);
  if (error instanceof Overloaded)
    return answerOf(
      problem('overloaded', 'too many answers are waiting to be stored; send it again later'),
      retryAfterSeconds,
    );
  if (error instanceof StoreUnavailable)
    return answerOf(
      problem('unavailable', 'the store cannot be written now; send it again later'),
      retryAfterSeconds,
    );
  log.error({ err: error }, 'a request failed');
  return answerOf(problem('internal', 'this is a fault of the collector; its log says more'), null);
}

function answerOf(body: Problem, retryAfter: number | null): Answer {
  return {
    status: body.status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(retryAfter !== null && { 'Retry-After': String(retryAfter) }),
      // What is left of such a body would be taken for the next request.
      ...((body.code === 'too_large' || body.code === 'too_slow') && { Connection: 'close' }),
    },
    body: JSON.stringify(body),
  };
}

/** Sends an answer through the framework. */
export function send(c: Context, { status, headers, body }: Answer): Response {
  return c.body(body, status as ContentfulStatusCode, headers);
}
