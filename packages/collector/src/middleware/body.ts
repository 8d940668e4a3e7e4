import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Context } from 'hono';
import { comeBackSeconds, ProblemError } from '../problem-error.ts';
import { incomingOf } from './client-address.ts';
import { parseJson } from './parse-json.ts';

/**
 * Reads a request's body up to a limit, whatever its headers say about its length.
 *
 * @throws ProblemError `too_large`, `too_slow`, `overloaded`
 */
export async function readBody(c: Context, limit: number): Promise<Uint8Array> {
  const source = incomingOf(c) ?? streamOf(c);
  return source ? readBytes(source, { limit, announced: c.req.header('Content-Length') }) : new Uint8Array();
}

/** Of a request that was made inside the process. */
function streamOf(c: Context): Readable | null {
  const { body } = c.req.raw;
  return body ? Readable.fromWeb(body as ReadableStream) : null;
}

/** Of all bodies that are being read, before it is known whose they are. */
const mayBeRead = 64 * 1024 * 1024;
/** What a part takes besides its bytes: bodies may come a byte at a time. */
const bytesPerPart = 128;
let beingRead = 0;

const discardedBytes = 64 * 1024 * 1024;
/** A body has to come within this. */
const deadlineMs = 60_000;
/** A sender that stalls this long is not waited for; one that has been refused already, not that long. */
const patienceMs = 10_000;
const refusedPatienceMs = 500;

interface Expected {
  /** Bytes. */
  limit: number;
  /** The header `Content-Length`. */
  announced: string | undefined;
}

/**
 * Reads a stream to its end. Of a body that is refused, what still comes is taken and thrown away: a sender that reads
 * only after it has written everything would meet a closed connection instead of the answer. One that stalls, or never
 * ends, is not waited for.
 *
 * @throws ProblemError `too_large`, `too_slow`, `overloaded`
 */
export function readBytes(source: Readable, { limit, announced = '0' }: Expected): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    let parts: Uint8Array[] = [];
    let size = 0;
    let held = 0;
    let refusal: ProblemError | null = null;

    const tooLarge = () =>
      new ProblemError('too_large', `the body may have ${limit} bytes; send less at once`);
    const letGo = () => {
      beingRead -= held;
      held = 0;
    };
    const end = (problem: ProblemError | null) => {
      clearTimeout(patience);
      source.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      // Whatever fails from here on is nobody's business.
      source.on('error', () => {});
      letGo();
      if (problem) reject(problem);
      else resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
    };
    const giveUp = (detail: string) => end(refusal ?? new ProblemError('too_slow', detail));
    const wait = () =>
      setTimeout(
        () => giveUp(`nothing of the body came for ${patienceMs / 1000} s`),
        refusal ? refusedPatienceMs : patienceMs,
      );

    const refuse = (problem: ProblemError) => {
      refusal = problem;
      parts = [];
      letGo();
      clearTimeout(patience);
      patience = wait();
    };
    const keep = (part: Uint8Array) => {
      parts.push(part);
      held += part.byteLength + bytesPerPart;
      beingRead += part.byteLength + bytesPerPart;
    };
    const onData = (part: Uint8Array) => {
      size += part.byteLength;
      if (!refusal && size > limit) refuse(tooLarge());
      else if (!refusal && beingRead + part.byteLength > mayBeRead) refuse(overloaded());
      else if (!refusal) keep(part);
      if (size > discardedBytes || performance.now() - begun > deadlineMs)
        giveUp(`the body did not come within ${deadlineMs / 1000} s`);
      else patience.refresh();
    };
    const onEnd = () => end(refusal);
    const onGone = () => giveUp('the sender went away');

    if (Number(announced) > limit) refusal = tooLarge();
    let patience = wait();
    source.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}

function overloaded(): ProblemError {
  return new ProblemError('overloaded', 'too many bodies are being read; send it again later', {
    retryAfter: comeBackSeconds,
  });
}

/**
 * The JSON object that a body holds.
 *
 * @throws SyntaxError when it is not UTF-8, not JSON or not an object
 */
export function parseObject(body: Uint8Array): Record<string, unknown> {
  const parsed: unknown = parseJson(decode(body));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new SyntaxError('the body must be a JSON object');
  return parsed as Record<string, unknown>;
}

// The decoder keeps nothing between two bodies, since each is decoded whole.
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new SyntaxError('the body must be UTF-8');
  }
}
