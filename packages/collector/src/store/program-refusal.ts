import { type Problem, type Program, problem } from '@milepost/protocol';

/** Another revision is the latest than the one that a change was made for. */
export function staleProgram(): Problem {
  return problem('program_stale', 'another revision was pushed meanwhile; pull and push again');
}

/** There are responses, which lie in the buckets of the program before. */
export function fixedBuckets({ cells }: Program): Problem {
  return problem('buckets_fixed', 'cells.buckets is fixed by the first response of a project', [
    { path: '/cells/buckets', message: `must stay ${cells.buckets}` },
  ]);
}
