import { faultsOf, missingOrMistyped } from '@milepost/protocol';
import type { Context } from 'hono';
import type { z } from 'zod';
import { ProblemError } from '../problem-error.ts';

/**
 * The query parameters of a request. One that is given several times is a list, its values joined by commas; one that is
 * not known is an error, since it would otherwise be thought to have been obeyed.
 *
 * @throws ProblemError `query_invalid`
 */
export function readParameters<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.join()]),
  );
  const parsed = schema.safeParse(given, { error: missingOrMistyped });
  if (parsed.success) return parsed.data;
  throw new ProblemError('query_invalid', 'the query is not of the right form', {
    errors: faultsOf(parsed.error.issues),
  });
}
