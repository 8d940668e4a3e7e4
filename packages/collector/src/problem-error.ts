import { type Fault, type Problem, type ProblemCode, problem } from '@milepost/protocol';

interface Extras {
  errors?: Fault[];
  /** Seconds after which the same request may succeed. */
  retryAfter?: number;
}

/** A problem that ends a request; `middleware/problems` writes it as the answer. */
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
