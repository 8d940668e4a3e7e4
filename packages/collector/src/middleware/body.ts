import type { Context } from 'hono';
import { ProblemError } from '../problem-error.ts';

/**
 * Reads a request's body up to a limit, whatever its headers say about its length.
 *
 * @throws ProblemError `too_large`
 */
export async function readBody(c: Context, limit: number): Promise<Uint8Array> {
  const announced = Number(c.req.header('Content-Length') ?? 0);
  const reader = c.req.raw.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = announced > limit ? announced : 0;
  while (reader && size <= limit) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    parts.push(value);
  }
  if (size > limit) {
    if (reader) await discard(reader);
    c.header('Connection', 'close');
    throw new ProblemError('too_large', `the body may have ${limit} bytes; send it in parts`);
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

const discardedBytes = 64 * 1024 * 1024;
const patienceMs = 500;

/**
 * Takes what still comes and throws it away: a sender that reads only after it has written everything would meet a
 * closed connection instead of the answer. One that stalls, or never ends, is not waited for.
 */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let left = discardedBytes; left > 0; ) {
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, patienceMs, null);
    });
    const part = await Promise.race([reader.read(), stalled]);
    clearTimeout(timer);
    if (!part || part.done) return;
    left -= part.value.byteLength;
  }
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
