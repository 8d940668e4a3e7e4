/** What a send came to: the status (0 when nothing arrived), the answer, and how long to wait before the next. */
export interface Reply {
  status: number;
  body: unknown;
  retryAfterMs: number | null;
}

/** Everything outside the part that shows and sends, beyond what the deciding part has; replaceable in a test. */
export interface SendingPorts {
  /** Sends a body that a closing page still sends. It never rejects. */
  post(url: string, body: string): Promise<Reply>;
  /** Calls back whenever the page may be about to go. Returns the stop. */
  onLeave(callback: () => void): () => void;
  /** Calls back when the network is back. Returns the stop. */
  onOnline(callback: () => void): () => void;
  /** Calls back once. Returns the stop. */
  after(ms: number, callback: () => void): () => void;
  /** The language of the page, or else of the browser. */
  locale(): string;
  path(): string;
  bytes(count: number): Uint8Array;
}

/** Bytes of requests that browsers keep alive for a closing page, all together. */
const keepaliveBytes = 60_000;

export const browserSendingPorts: SendingPorts = {
  post: async (url, body) => {
    try {
      // Plain text, so that the browser asks no permission first: a closing page could not wait for it.
      const response = await fetch(url, {
        method: 'POST',
        body,
        keepalive: new Blob([body]).size < keepaliveBytes,
      });
      const wait = Number(response.headers.get('Retry-After'));
      return {
        status: response.status,
        body: await response.json().catch(() => null),
        retryAfterMs: wait > 0 ? wait * 1000 : null,
      };
    } catch {
      return { status: 0, body: null, retryAfterMs: null };
    }
  },
  // Also when the page is closed: it is the last event that is sure to come.
  onLeave: (callback) => listen(document, 'visibilitychange', () => document.hidden && callback()),
  onOnline: (callback) => listen(window, 'online', callback),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  locale: () => document.documentElement.lang || navigator.language,
  path: () => location.pathname.slice(0, 2_000),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};

function listen(target: EventTarget, type: string, callback: () => void): () => void {
  target.addEventListener(type, callback);
  return () => target.removeEventListener(type, callback);
}
