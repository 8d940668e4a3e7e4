import type { Context } from 'hono';
import type { z } from 'zod';
import { parseInput } from './input.ts';

/**
 * The query parameters of a request. One that is given several times is a list, its values joined by commas; one that is
 * not known is an error, since it would otherwise be thought to have been obeyed.
 *
 * @throws ProblemError `query_invalid`
 */
export function readParameters<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const input = Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.join()]),
  );
  return parseInput(schema, { input, code: 'query_invalid', what: 'the query' });
}
