/** What of the page matters to whether a touchpoint asks. */
export interface Page {
  /** There is a page: false where the host renders on its server. */
  present: unknown;
  /** A program drives this browser. */
  automated: boolean | undefined;
  /** The person's browser asks not to be told apart (Global Privacy Control). */
  private: boolean | undefined;
  /** The address that the page is on. */
  address(): string;
  /** Calls back when the page has nothing better to do. */
  whenIdle(callback: () => unknown): void;
}

/** On a server, where nobody is asked, any of these names may be missing. */
export const browserPage = (): Page => ({
  present: globalThis.document,
  automated: globalThis.navigator?.webdriver,
  private: (globalThis.navigator as Private | undefined)?.globalPrivacyControl,
  address: () => globalThis.location?.href,
  // Safari has no requestIdleCallback.
  whenIdle: (callback) => (globalThis.requestIdleCallback ?? setTimeout)(callback),
});

type Private = { globalPrivacyControl?: boolean };
