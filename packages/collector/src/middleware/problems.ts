import { problem } from '@milepost/protocol';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { type Answer, answerOf, problemAnswer } from '../problem-answer.ts';

/** Turns whatever ended a request into `application/problem+json`. */
export function answerError(error: Error, c: Context, log: Logger): Response {
  return error instanceof HTTPException ? error.getResponse() : send(c, problemAnswer(error, log));
}

/** @param allowed the methods that there are at this path, if there are any */
export function answerNotFound(c: Context, allowed: readonly string[] = []): Response {
  const { method, path } = c.req;
  if (allowed.length === 0)
    return send(c, answerOf(problem('not_found', `there is nothing at ${method} ${path}`)));
  c.header('Allow', allowed.join(', '));
  const detail = `${path} takes ${allowed.join(', ')}, not ${method}`;
  return send(c, answerOf(problem('method_not_allowed', detail)));
}

/** Sends an answer through the framework. */
export function send(c: Context, { status, headers, body }: Answer): Response {
  return c.body(body, status as ContentfulStatusCode, headers);
}
