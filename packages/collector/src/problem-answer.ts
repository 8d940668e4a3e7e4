import { type Problem, type ProblemCode, problem } from '@milepost/protocol';
import type { Logger } from 'pino';
import { comeBackSeconds, ProblemError } from './problem-error.ts';
import { StoreUnavailable } from './store/store.ts';

/** An answer, whatever sends it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The `application/problem+json` that ends a request; a stack never leaves the process. */
export function problemAnswer(error: unknown, log: Logger): Answer {
  if (error instanceof ProblemError) return answerOf(error.problem, error.retryAfter);
  if (error instanceof StoreUnavailable)
    return answerOf(
      problem('unavailable', 'the store cannot be written now; send it again later'),
      comeBackSeconds,
    );
  log.error({ err: error }, 'a request failed');
  return answerOf(problem('internal', 'this is a fault of the collector; its log says more'));
}

/** What is left of such a body would be taken for the next request. */
const mayBeUnread: readonly ProblemCode[] = ['too_large', 'too_slow', 'overloaded'];

/** @param retryAfter in seconds */
export function answerOf(body: Problem, retryAfter: number | null = null): Answer {
  return {
    status: body.status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(retryAfter !== null && { 'Retry-After': String(retryAfter) }),
      // RFC 9110, 11.6.1: a 401 says how to authenticate.
      ...(body.status === 401 && { 'WWW-Authenticate': 'Bearer realm="milepost"' }),
      ...(mayBeUnread.includes(body.code) && { Connection: 'close' }),
    },
    body: JSON.stringify(body),
  };
}
