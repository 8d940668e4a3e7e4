import { type Fault, type Problem, type ProblemCode, problem } from '@milepost/protocol';

interface Extras {
  errors?: Fault[];
  /** Seconds after which the same request may succeed. */
  retryAfter?: number;
}

/** Seconds that a sender is asked to wait when the collector cannot keep its promise. */
export const comeBackSeconds = 5;

/** A problem that ends a request; `problemAnswer` writes it as the answer. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  readonly retryAfter: number | null;

  constructor(code: ProblemCode, detail: string, { errors, retryAfter }: Extras = {}) {
    super(detail);
    this.problem = problem(code, detail, errors);
    this.retryAfter = retryAfter ?? null;
  }
}
