import type { z } from 'zod';

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const units: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

/** Words for what a schema refuses without words of its own, to be given to a parse as its `error`. */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${types[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_union':
      return Array.isArray(issue['options']) ? `must be one of ${issue['options'].join(', ')}` : undefined;
    case 'too_small':
      return outside(issue, issue.inclusive ? `at least ${issue.minimum}` : `more than ${issue.minimum}`);
    case 'too_big':
      return outside(issue, issue.inclusive ? `at most ${issue.maximum}` : `less than ${issue.maximum}`);
    default:
      return undefined;
  }
}

function outside({ origin }: { origin: string }, bound: string): string {
  const unit = units[origin];
  if (!unit) return `must be ${bound}`;
  return bound === 'at least 1' ? 'must not be empty' : `must have ${bound} ${unit}`;
}
