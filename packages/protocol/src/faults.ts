import type { z } from 'zod';
import { type Fault, pointer } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Every issue of a failed parse as a fault with its JSON Pointer; an unknown key gets a fault of its own. */
export function faultsOf(issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue) => faultsAt(issue, []));
}

function faultsAt(issue: Issue, before: readonly PropertyKey[]): Fault[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: pointer([...path, key]),
      message: `"${key}" is not known here; remove it or correct its spelling`,
    }));
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

/** Words for the commonest fault, to be given to a parse as its `error`; for any other the schema has its own. */
export function missingOrMistyped(issue: {
  code?: string;
  input?: unknown;
  expected?: string;
}): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
}
