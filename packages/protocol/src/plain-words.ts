import type { z } from 'zod';
import { limits } from './limits.ts';
import { nearest } from './nearest.ts';

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const formats: Readonly<Record<string, string>> = {
  date: 'a date such as 2026-12-01',
  datetime: 'an RFC 3339 date and time with its zone',
};
const units: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

/**
 * Words for what a schema refuses without words of its own, to be given to a parse as its `error`. Of several unknown
 * keys there is a line for each.
 *
 * @example
 * z.object({ points: z.number() }).safeParse({ points: '5' }, { error: plainWords }); // 'must be a number'
 */
export function plainWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${typeWords(issue.expected)}`;
    case 'invalid_value':
      return oneOf(issue.values.map(String), issue.input);
    case 'invalid_union':
      return issue.input === undefined ? 'is required' : unionWords(issue);
    case 'unrecognized_keys':
      return unknownKeys(issue);
    case 'too_small':
      return outside(issue, issue.inclusive ? `at least ${issue.minimum}` : `more than ${issue.minimum}`);
    case 'too_big':
      return outside(issue, issue.inclusive ? `at most ${issue.maximum}` : `less than ${issue.maximum}`);
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'of another form'}`;
    default:
      return 'is not of the right form';
  }
}

function typeWords(type: string): string {
  return types[type] ?? type;
}

function oneOf(values: readonly string[], given: unknown): string {
  const [near] = typeof given === 'string' ? nearest(given, values) : [];
  const must = `must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}`;
  return near === undefined ? must : `${must}; did you mean "${near}"?`;
}

type Union = Extract<z.core.$ZodRawIssue, { code?: 'invalid_union' | undefined }>;

/** Of one that a member tells apart, the values of that member; of another, the types. */
function unionWords(issue: Union): string {
  const { options, discriminator, input } = issue;
  if (Array.isArray(options)) {
    const given = (input as Record<string, unknown> | undefined)?.[String(discriminator)];
    return oneOf(options.map(String), given);
  }
  const expected = issue.errors.flatMap(([first]) =>
    first?.code === 'invalid_type' ? [first.expected] : [],
  );
  return expected.length > 0 ? `must be ${expected.map(typeWords).join(' or ')}` : 'is not of the right form';
}

type UnknownKeys = Extract<z.core.$ZodRawIssue, { code?: 'unrecognized_keys' | undefined }>;

/** A line for each key. Of a flood of them only those that are told get a closer look. */
function unknownKeys({ keys, inst }: UnknownKeys): string {
  const known = Object.keys((inst as z.ZodObject | undefined)?.shape ?? {});
  const lines = keys.map((key, index) => {
    const [near] = index < limits.faultsPerProgram ? nearest(key, known) : [];
    const remedy = near === undefined ? 'remove it or correct its spelling' : `did you mean "${near}"?`;
    return `${JSON.stringify(key)} is not known here; ${remedy}`;
  });
  return lines.join('\n');
}

function outside({ origin }: { origin: string }, bound: string): string {
  const unit = units[origin];
  if (!unit) return `must be ${bound}`;
  return bound === 'at least 1' ? 'must not be empty' : `must have ${bound} ${unit}`;
}
