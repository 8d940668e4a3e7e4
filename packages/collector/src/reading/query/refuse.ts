import type { Fault } from '@milepost/protocol';
import { cappedFaults } from '../../capped-faults.ts';
import { ProblemError } from '../../problem-error.ts';

/** A query of the right form that cannot be answered, with what is wrong at which parameter. */
export function refuse(...errors: Fault[]): ProblemError {
  return new ProblemError('query_invalid', 'the query cannot be answered', { errors: cappedFaults(errors) });
}
