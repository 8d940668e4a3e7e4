/** What of the page matters to a survey. */
export interface Page {
  /** There is a page: false where the host renders on its server. */
  present: boolean;
  /** A program drives this browser. */
  automated: boolean;
  locale(): string;
  path(): string;
  /** Calls back whenever the page may be about to go. Returns the stop. */
  onLeave(callback: () => void): () => void;
  /** Calls back when the network is back. Returns the stop. */
  onOnline(callback: () => void): () => void;
  /** Calls back when the page has nothing better to do. Returns the stop. */
  whenIdle(callback: () => void): () => void;
}

export function browserPage(): Page {
  const present = typeof document === 'object';
  return {
    present,
    automated: present && navigator.webdriver === true,
    locale: () => document.documentElement.lang || navigator.language || 'en',
    path: () => location.pathname,
    onLeave: (callback) => {
      const hidden = () => document.visibilityState === 'hidden' && callback();
      return listen([
        [globalThis, 'pagehide', callback],
        [document, 'visibilitychange', hidden],
      ]);
    },
    onOnline: (callback) => listen([[globalThis, 'online', callback]]),
    whenIdle: (callback) => {
      if (!present) return () => {};
      if (typeof requestIdleCallback === 'function') {
        const idle = requestIdleCallback(callback, { timeout: 5_000 });
        return () => cancelIdleCallback(idle);
      }
      const timer = setTimeout(callback, 1_000);
      return () => clearTimeout(timer);
    },
  };
}

function listen(listeners: readonly [target: EventTarget, type: string, callback: () => void][]): () => void {
  for (const [target, type, callback] of listeners) target.addEventListener(type, callback);
  return () => {
    for (const [target, type, callback] of listeners) target.removeEventListener(type, callback);
  };
}
