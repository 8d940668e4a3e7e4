import { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { ImportFailure } from './failure.ts';

const count = z.int().min(0);
const importAnswer = z.object({
  accepted: count,
  repeated: count,
  rejected: count,
  faults: z.array(z.object({ line: z.int(), code: z.string(), detail: z.string() })),
});
const problemAnswer = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

/** What `POST /v1/import` answers. A fault's line is that of the body, the first being 1. */
export type ImportAnswer = z.output<typeof importAnswer>;

export interface Connection {
  /** Where the collector is, `http://127.0.0.1:4600`. */
  url: string;
  /** A secret key with the scope `import:write`. */
  key: string;
  fetch?: typeof globalThis.fetch;
}

/**
 * Sends lines in one streamed request.
 *
 * @throws ImportFailure when the collector is away, refuses, or answers with something else than an import's counts
 */
export async function postLines(
  { url, key, fetch = globalThis.fetch }: Connection,
  body: AsyncIterable<Uint8Array>,
): Promise<ImportAnswer> {
  if (!URL.canParse(url))
    throw new ImportFailure(`"${url}" is no address; MILEPOST_URL must be like http://127.0.0.1:4600.`);
  const address = `${url.replace(/\/+$/, '')}/v1/import`;
  const request = {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: ReadableStream.from(body) as unknown as NonNullable<RequestInit['body']>,
    // Required by the Fetch standard for a body that is a stream; a redirect could not be given the body again.
    duplex: 'half',
    redirect: 'manual',
  } satisfies RequestInit & { duplex: 'half' };
  try {
    const response = await fetch(address, request);
    return answerOf(response, await response.text(), url);
  } catch (error) {
    throw failureOf(error, url);
  }
}

function answerOf(response: Response, text: string, url: string): ImportAnswer {
  const document = jsonOf(text);
  if (response.ok) {
    const answer = importAnswer.safeParse(document);
    if (answer.success) return answer.data;
  }
  const problem = problemAnswer.safeParse(document);
  if (problem.success) {
    const { code, detail, errors } = problem.data;
    const places = errors.slice(0, 3).map(({ path, message }) => ` ${path}: ${message}.`);
    const wait = response.headers.get('retry-after');
    const again = wait ? ` Try again in ${wait} s.` : '';
    throw new ImportFailure(
      `The collector refuses the import (${code}): ${detail}${places.join('')}${again}`,
    );
  }
  const moved = response.headers.get('location');
  throw new ImportFailure(
    `${url} answers ${response.status}${moved ? ` (moved to ${moved})` : ''} and not as a collector does; check MILEPOST_URL.`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const away = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** Node's fetch says only "fetch failed"; why is in its cause, the file's own fault among others. */
function failureOf(error: unknown, url: string): ImportFailure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof ImportFailure) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason = code ?? message;
  return new ImportFailure(
    away.has(reason)
      ? `No collector answers at ${url} (${reason}). Start it with "npx milepost serve", or set MILEPOST_URL.`
      : `The connection to ${url} broke (${reason}). Run the import again; what arrived is then only repeated.`,
  );
}
