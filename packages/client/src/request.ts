import { problemOf, unexpected } from './problem.ts';

/** Where a collector is, and as whom it is asked. */
export interface ClientOptions {
  /** Such as `https://cx.example.com`. */
  url: string;
  /** A secret key (`mp_sec_…`); it does not belong into a page that others load. */
  key: string;
  /** `globalThis.fetch` by default. */
  fetch?: typeof globalThis.fetch;
  /** What the stream waits before it connects again, in milliseconds; the collector's `retry` replaces it. 1 s by default. */
  reconnectMs?: number;
}

/** What every operation takes. */
export interface CallOptions {
  /** Ends the call; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** One request, by its path and query. */
interface Call extends CallOptions {
  method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** Sends requests with the key. */
export interface Request {
  /**
   * The answer as it comes.
   *
   * @throws CollectorProblem unless it is a success
   */
  (path: string, call?: Call): Promise<Response>;
  json<T>(path: string, call?: Call): Promise<T>;
}

export function createRequest({ url, key, fetch: given }: ClientOptions): Request {
  const base = url.replace(/\/+$/, '');
  const request = async (path: string, { signal, headers, ...call }: Call = {}) => {
    const response = await (given ?? globalThis.fetch)(`${base}${path}`, {
      ...call,
      headers: { Authorization: `Bearer ${key}`, ...headers },
      // A key is not handed on to another address.
      redirect: 'manual',
      ...(signal && { signal }),
    });
    if (response.ok) return response;
    throw await problemOf(response);
  };
  const json = async <T>(path: string, call?: Call): Promise<T> => {
    const response = await request(path, call);
    try {
      return (await response.json()) as T;
    } catch (error) {
      if (call?.signal?.aborted) throw error;
      throw unexpected(response.status, 'the answer is no JSON; check the address');
    }
  };
  return Object.assign(request, { json });
}
