import type { Outcome } from './batch.ts';

/** What becomes of a response to a project without a program. */
export const noProgram: Outcome = {
  kind: 'rejected',
  code: 'touchpoint_unknown',
  detail: 'the project has no program',
};
