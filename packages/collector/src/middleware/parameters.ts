import { faultsOf, plainWords } from '@milepost/protocol';
import type { Context } from 'hono';
import type { z } from 'zod';
import { cappedFaults } from '../capped-faults.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * The query parameters of a request. One that is given several times is a list of texts, which only those that may be
 * repeated take; one that is not known is an error, since it would otherwise be thought to have been obeyed.
 *
 * @throws ProblemError `query_invalid`
 */
export function readParameters<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const input = new Map(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
  const parsed = schema.safeParse(Object.fromEntries(input), { error: plainWords });
  if (parsed.success) return parsed.data;
  // A list that may be repeated has the faults of its entries, and lists that are too long.
  const isRepeated = ({ code, path: [name, ...inner] }: z.core.$ZodIssue) =>
    inner.length === 0 && code.startsWith('invalid_') && Array.isArray(input.get(String(name)));
  const issues = parsed.error.issues.map((issue) =>
    isRepeated(issue) ? { ...issue, code: 'custom' as const, message: 'must be given once' } : issue,
  );
  throw new ProblemError('query_invalid', 'the query is not of the right form', {
    errors: cappedFaults(faultsOf(issues)),
  });
}
