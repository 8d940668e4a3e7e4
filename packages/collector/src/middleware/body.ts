import type { Context } from 'hono';
import { ProblemError } from '../problem-error.ts';

/**
 * Reads a request's body up to a limit, whatever its headers say about its length.
 *
 * @throws ProblemError `too_large`, `too_slow`
 */
export async function readBody(c: Context, limit: number): Promise<Uint8Array> {
  const announced = Number(c.req.header('Content-Length') ?? 0);
  const reader = c.req.raw.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = announced > limit ? announced : 0;
  while (reader && size <= limit) {
    const part = await soon(reader.read());
    if (!part) throw new ProblemError('too_slow', `nothing of the body came for ${patienceMs / 1000} s`);
    if (part.done) break;
    size += part.value.byteLength;
    parts.push(part.value);
  }
  if (size > limit) {
    if (reader) await discard(reader);
    c.header('Connection', 'close');
    throw new ProblemError('too_large', `the body may have ${limit} bytes; send less at once`);
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

const discardedBytes = 64 * 1024 * 1024;
/** A sender that stalls this long is not waited for; one that has been refused already, not that long. */
const patienceMs = 10_000;
const refusedPatienceMs = 500;

/**
 * Takes what still comes and throws it away: a sender that reads only after it has written everything would meet a
 * closed connection instead of the answer. One that stalls, or never ends, is not waited for.
 */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let left = discardedBytes; left > 0; ) {
    const part = await soon(reader.read(), refusedPatienceMs);
    if (!part || part.done) return;
    left -= part.value.byteLength;
  }
}

/** What is promised, or null when it takes too long. */
async function soon<T>(promised: Promise<T>, ms = patienceMs): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  return Promise.race([promised, late]).finally(() => clearTimeout(timer));
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
