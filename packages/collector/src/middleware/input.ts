import { faultsOf, type ProblemCode, plainWords } from '@milepost/protocol';
import type { Context } from 'hono';
import type { z } from 'zod';
import { ProblemError } from '../problem-error.ts';
import { parseObject, readBody } from './body.ts';

/** What a body is called when it is refused, and by which code. */
interface Expected {
  code: ProblemCode;
  /** Such as `the envelope`. */
  what: string;
}

/**
 * Reads a body of at most so many bytes that must be a JSON object.
 *
 * @throws ProblemError `too_large`, `too_slow`, or the expected code when it is no JSON object
 */
export async function readObject(
  c: Context,
  { limit, code, what }: Expected & { limit: number },
): Promise<Record<string, unknown>> {
  return objectOf(await readBody(c, limit), { code, what });
}

/**
 * The JSON object that a body holds.
 *
 * @throws ProblemError with the expected code
 */
export function objectOf(body: Uint8Array, { code, what }: Expected): Record<string, unknown> {
  try {
    return parseObject(body);
  } catch (error) {
    throw new ProblemError(code, `${what} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * What an input is by its schema.
 *
 * @throws ProblemError with the expected code and every fault of the input
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  { input, code, what }: Expected & { input: unknown },
): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: plainWords });
  if (parsed.success) return parsed.data;
  throw new ProblemError(code, `${what} is not of the right form`, { errors: faultsOf(parsed.error.issues) });
}
