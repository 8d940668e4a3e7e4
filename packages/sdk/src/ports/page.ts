/** What of the page matters to whether a touchpoint asks. */
export interface Page {
  /** There is a page: false where the host renders on its server. */
  present: boolean;
  /** A program drives this browser. */
  automated: boolean;
  /** Calls back when the page has nothing better to do. */
  whenIdle(callback: () => unknown): void;
}

export function browserPage(): Page {
  const present = typeof document === 'object';
  return {
    present,
    automated: present && navigator.webdriver,
    // Safari has no requestIdleCallback.
    whenIdle: (callback) => present && (window.requestIdleCallback ?? setTimeout)(callback),
  };
}
