import { indexedParcels } from './indexed-parcels.ts';
import type { Parcels } from './parcels.ts';

/** What a send came to: the status (0 when nothing arrived), the answer, and its `Retry-After`. */
export interface Reply {
  status: number;
  body: unknown;
  retryAfter: string | null;
}

/** Everything outside the part that shows and sends, beyond what the deciding part has; replaceable in a test. */
export interface SendingPorts {
  /** Sends a body that a closing page still sends. It never rejects, and gives up after a while. */
  post(url: string, body: string): Promise<Reply>;
  /** Does one thing of a name at a time, over all tabs of the device where the browser can. */
  alone(name: string, work: () => Promise<void>): Promise<void>;
  /** The device's database of parcels of a name. */
  parcels(name: string): Parcels;
  /** Calls back whenever the page may be about to go. Returns the stop. */
  onLeave(callback: () => void): () => void;
  /** Calls back when the network is back. Returns the stop. */
  onOnline(callback: () => void): () => void;
  /** Calls back once. Returns the stop. */
  after(ms: number, callback: () => void): () => void;
  /** The language of the page, or else of the browser. */
  locale(): string;
  path(): string;
  /** Calls back once when half of an element has come into view. Returns the stop. The browser's when absent. */
  onceSeen?(element: Element, callback: () => void): () => void;
  bytes(count: number): Uint8Array;
}

/** Bytes of requests that browsers keep alive for a closing page, all together. */
const keepaliveBytes = 60_000;
/** A request that takes longer is given up, so that it does not keep other tabs from sending. */
const patience = 15_000;

export const browserSendingPorts: SendingPorts = {
  post: async (url, body) => {
    try {
      // Plain text, so that the browser asks no permission first: a closing page could not wait for it.
      const response = await fetch(url, {
        method: 'POST',
        body,
        keepalive: new Blob([body]).size < keepaliveBytes,
        signal: AbortSignal.timeout(patience),
      });
      return {
        status: response.status,
        body: await response.json().catch(() => null),
        retryAfter: response.headers.get('Retry-After'),
      };
    } catch {
      return { status: 0, body: null, retryAfter: null };
    }
  },
  alone: async (name, work) => {
    try {
      await navigator.locks.request(name, { signal: AbortSignal.timeout(patience) }, work);
    } catch {
      // There are no locks, as on a page without https, or another tab hangs. The collector stores once what comes twice.
      await work();
    }
  },
  parcels: indexedParcels,
  onLeave: (callback) => {
    // Either may be the last event that comes.
    const stops = [
      listen(document, 'visibilitychange', () => document.hidden && callback()),
      listen(window, 'pagehide', callback),
    ];
    return () => stops.map((stop) => stop());
  },
  onOnline: (callback) => listen(window, 'online', callback),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  locale: () => document.documentElement.lang || navigator.language,
  path: () => location.pathname.slice(0, 2_000),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};

/** Before any listener of the page can keep the event away. */
export function listen(target: EventTarget, type: string, callback: (event: Event) => void): () => void {
  target.addEventListener(type, callback, true);
  return () => target.removeEventListener(type, callback, true);
}
