import type { z } from 'zod';
import { type Fault, pointer } from './problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * Every issue of a failed parse as a fault with its JSON Pointer. Each unknown key gets a fault of its own, and a line of
 * what `plainWords` says of all of them.
 */
export function faultsOf(issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue) => faultsAt(issue, []));
}

function faultsAt(issue: Issue, before: readonly PropertyKey[]): Fault[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const lines = issue.message.split('\n');
    return issue.keys.map((key, index) => ({
      path: pointer([...path, key]),
      message: lines[index] ?? issue.message,
    }));
  }
  if (issue.code === 'invalid_key')
    return issue.issues.map((inner) => ({ path: pointer(path), message: inner.message }));
  const meant = issue.code === 'invalid_union' ? onlyOfItsType(issue.errors) : undefined;
  return meant
    ? meant.flatMap((inner) => faultsAt(inner, path))
    : [{ path: pointer(path), message: issue.message }];
}

/** What is wrong with the one alternative of a union that is of the input's type, if there is just one. */
function onlyOfItsType(alternatives: readonly Issue[][]): Issue[] | undefined {
  const [meant, ...others] = alternatives.filter((issues) => !issues.some(isMistyped));
  return others.length === 0 ? meant : undefined;
}

/** Whether the input is of another type altogether. */
function isMistyped(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((issues) => issues.some(isMistyped));
  return issue.code === 'invalid_type';
}
