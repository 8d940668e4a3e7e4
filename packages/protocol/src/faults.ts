import type { z } from 'zod';
import { type Fault, pointer } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Every issue of a failed parse as a fault with its JSON Pointer; an unknown key gets a fault of its own. */
export function faultsOf(issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: pointer([...issue.path, key]),
        message: `"${key}" is not known here; remove it or correct its spelling`,
      }));
    if (issue.code === 'invalid_key')
      return issue.issues.map((inner) => ({ path: pointer(issue.path), message: inner.message }));
    return [{ path: pointer(issue.path), message: issue.message }];
  });
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
