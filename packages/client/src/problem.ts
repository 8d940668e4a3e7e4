import type { Fault, Problem, ProblemCode } from '@milepost/protocol';

/** `answer_unexpected`: what answers is no collector, or one of another release. */
export type CollectorProblemCode = ProblemCode | 'answer_unexpected';

/**
 * The collector has refused, and says why. When nobody answers at all, the error of `fetch` is thrown instead.
 *
 * @example
 * try {
 *   await client.scores({ metric: 'nps', from: '2026-13-01' });
 * } catch (error) {
 *   if (error instanceof CollectorProblem && error.code === 'query_invalid') console.error(error.errors);
 * }
 */
export class CollectorProblem extends Error {
  override name = 'CollectorProblem';
  /** Stable; the message may change. */
  readonly code: CollectorProblemCode;
  /** Of HTTP. */
  readonly status: number;
  /** Every fault of the input, each with a JSON Pointer. */
  readonly errors: readonly Fault[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | null;

  constructor({ code, status, detail, errors = [], retryAfter }: Refusal) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

interface Refusal extends Pick<Problem, 'status' | 'detail' | 'errors'> {
  code: CollectorProblemCode;
  retryAfter: number | null;
}

/** What an answer that is no success says. */
export async function problemOf(response: Response): Promise<CollectorProblem> {
  const { status, headers } = response;
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : null;
  const body = jsonOf(await response.text());
  if (isProblem(body)) return new CollectorProblem({ ...body, status, retryAfter });
  const moved = headers.get('Location');
  const detail = `${status}${moved ? ` (moved to ${moved})` : ''} is not what a collector answers; check the address`;
  return new CollectorProblem({ code: 'answer_unexpected', status, detail, retryAfter });
}

/** A success that is not the JSON that a collector sends. */
export function unexpected(status: number, detail: string): CollectorProblem {
  return new CollectorProblem({ code: 'answer_unexpected', status, detail, retryAfter: null });
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'detail' in body &&
    typeof body.detail === 'string'
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
