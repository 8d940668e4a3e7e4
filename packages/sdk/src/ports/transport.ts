/** What a send came to: the status (0 when nothing arrived), the answer, and how long to wait before the next. */
export interface Reply {
  status: number;
  body: unknown;
  retryAfterMs: number | null;
}

/** The way to the collector. It never rejects. */
export interface Transport {
  get(path: string): Promise<Reply>;
  /** A body that a closing page still sends; text, so that the browser asks no permission first. */
  post(path: string, body: string): Promise<Reply>;
}

/** Bytes of requests that browsers keep alive for a closing page, all together. */
const keepaliveBytes = 60_000;

export function httpTransport(collector: string): Transport {
  const send = async (path: string, init?: RequestInit): Promise<Reply> => {
    try {
      const response = await fetch(collector + path, { credentials: 'omit', ...init });
      const wait = Number(response.headers.get('Retry-After'));
      return {
        status: response.status,
        body: await response.json().catch(() => null),
        retryAfterMs: wait > 0 ? wait * 1000 : null,
      };
    } catch {
      return { status: 0, body: null, retryAfterMs: null };
    }
  };
  return {
    get: (path) => send(path),
    post: (path, body) => send(path, { method: 'POST', body, keepalive: body.length < keepaliveBytes }),
  };
}
