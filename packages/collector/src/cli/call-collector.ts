import { z } from 'zod';
import type { Connection } from './connection.ts';
import { CommandFailed } from './failure.ts';

const problem = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

/** The collector has answered with a problem; `code` is its stable one. */
export class CollectorRefused extends CommandFailed {
  override name = 'CollectorRefused';
  readonly code: string;

  constructor({ code, detail, errors }: z.output<typeof problem>) {
    super([`${code}: ${detail}`, ...errors.map(({ path, message }) => `  ${path} ${message}`)].join('\n'));
    this.code = code;
  }
}

/** One request, by its path and query. */
export interface Call<T> {
  path: string;
  /** What the answer must be like. */
  answer: z.ZodType<T>;
  method?: 'GET' | 'PUT';
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

const patienceMs = 30_000;

/**
 * Sends one request with the connection's key, and resolves to the answer and its `ETag`.
 *
 * @throws CollectorRefused when the answer is a problem
 * @throws CommandFailed when nobody answers, or something that is no collector of this release
 * @example
 * const { body } = await callCollector(connection, { path: '/v1/program', answer: z.unknown() });
 */
export async function callCollector<T>(
  { url, key }: Connection,
  { path, answer: shape, method = 'GET', headers = {}, body }: Call<T>,
): Promise<{ body: T; tag: string | null }> {
  const { response, text } = await exchange(`${url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  }).catch((error: unknown) => {
    throw silence(url, error);
  });
  const answer = jsonOf(text);
  if (response.ok && answer !== undefined) {
    const known = shape.safeParse(answer);
    if (known.success) return { body: known.data, tag: response.headers.get('ETag') };
    throw new CommandFailed(`${url} is a collector of another release; update it or milepost.`);
  }
  throw unexpected(url, response, text);
}

/** What is wrong when the answer is not the one that was asked for: a problem, or somebody else's words. */
export function unexpected(url: string, { status, headers }: Response, text: string): CommandFailed {
  const refusal = problem.safeParse(jsonOf(text));
  if (refusal.success) return new CollectorRefused(refusal.data);
  const moved = headers.get('Location');
  return new CommandFailed(
    `${url} answers ${status}${moved ? ` (moved to ${moved})` : ''} and not as a collector does; check MILEPOST_URL.`,
  );
}

async function exchange(
  address: string,
  request: RequestInit,
): Promise<{ response: Response; text: string }> {
  const response = await fetch(address, request);
  return { response, text: await response.text() };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why nobody answers. Node's fetch says only "fetch failed"; why is in its cause. */
export function silence(url: string, error: unknown): CommandFailed {
  const { name, cause } = error as Error;
  if (name === 'TimeoutError')
    return new CommandFailed(`The collector at ${url} has not answered within ${patienceMs / 1000} s.`);
  const { code, message } = (cause ?? error) as NodeJS.ErrnoException;
  return new CommandFailed(
    `No collector answers at ${url} (${code ?? message}). Start one with "npx milepost serve", or set MILEPOST_URL.`,
  );
}
