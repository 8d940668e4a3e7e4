import type { Context } from 'hono';
import { ProblemError } from '../problem-error.ts';

/**
 * Reads a request's body up to a limit, whatever its headers say about its length.
 *
 * @throws ProblemError `too_large`
 */
export async function readBody(c: Context, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new ProblemError('too_large', `the body may have ${limit} bytes; send it in parts`);
  if (Number(c.req.header('Content-Length') ?? 0) > limit) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of c.req.raw.body ?? []) {
    size += part.byteLength;
    if (size > limit) throw tooLarge();
    parts.push(part);
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

/**
 * The JSON object that a body holds.
 *
 * @throws SyntaxError when it is not UTF-8, not JSON or not an object
 */
export function parseObject(body: Uint8Array): Record<string, unknown> {
  const parsed: unknown = JSON.parse(decode(body));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new SyntaxError('the body must be a JSON object');
  return parsed as Record<string, unknown>;
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new SyntaxError('the body must be UTF-8');
  }
}
