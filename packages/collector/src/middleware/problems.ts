import type { Problem } from '@milepost/protocol';
import { problem } from '@milepost/protocol';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { Overloaded } from '../intake/queue.ts';
import { ProblemError } from '../problem-error.ts';
import { StoreUnavailable } from '../store/store.ts';

/** Seconds that a sender is asked to wait when the collector cannot keep its promise. */
const retryAfterSeconds = 5;

/** Turns whatever ended a request into `application/problem+json`; a stack never leaves the process. */
export function answerError(error: Error, c: Context, log: Logger): Response {
  if (error instanceof ProblemError) return send(c, error.problem, error.retryAfter);
  if (error instanceof Overloaded)
    return send(
      c,
      problem('overloaded', 'too many answers are waiting to be stored; send it again later'),
      retryAfterSeconds,
    );
  if (error instanceof StoreUnavailable) {
    log.error({ error: error.message }, 'the store is unavailable');
    return send(
      c,
      problem('unavailable', 'the store cannot be written now; send it again later'),
      retryAfterSeconds,
    );
  }
  if (error instanceof HTTPException) return error.getResponse();
  log.error({ err: error }, 'a request failed');
  return send(c, problem('internal', 'this is a fault of the collector; its log says more'), null);
}

export function answerNotFound(c: Context): Response {
  return send(c, problem('not_found', `there is nothing at ${c.req.method} ${c.req.path}`), null);
}

function send(c: Context, body: Problem, retryAfter: number | null): Response {
  c.header('Content-Type', 'application/problem+json');
  if (retryAfter !== null) c.header('Retry-After', String(retryAfter));
  return c.body(JSON.stringify(body), body.status as ContentfulStatusCode);
}
