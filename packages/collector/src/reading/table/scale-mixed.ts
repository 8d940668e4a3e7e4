import { ProblemError } from '../../problem-error.ts';
import type { AskedQuestion } from '../query/question-index.ts';

/** Two scales are never merged: the error names both and how to tell them apart. */
export function scaleMixed(a: AskedQuestion, b: AskedQuestion): ProblemError {
  if (a.scale.id !== b.scale.id)
    return new ProblemError(
      'scale_mixed',
      `answers on the scales ${a.scale.id} and ${b.scale.id} make no common score; ask with scale= or by=scale`,
    );
  const countsAs = ({ top }: AskedQuestion) => (top === undefined ? 'its value' : `a hit from ${top} up`);
  return new ProblemError(
    'scale_mixed',
    `answers on the scale ${a.scale.id} that count as ${countsAs(a)} (${a.question}) and as ${countsAs(b)} (${b.question}) make no common score; ask with question= or by=question, or by=version where one question has changed`,
  );
}

/** What stops a table that is part of an overall score, with the remedies that an overall score knows. */
export function mixedInPart(error: unknown): unknown {
  if (!(error instanceof ProblemError) || error.problem.code !== 'scale_mixed') return error;
  const found = error.message.replace(/; ask with .*$/, '');
  return new ProblemError(
    'scale_mixed',
    `${found}; the overall score takes one scale of each metric: ask with question=, survey= or touchpoint=`,
  );
}
