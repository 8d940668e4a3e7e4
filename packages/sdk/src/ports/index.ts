import { browserPage, type Page } from './page.ts';
import { type Storage, webStorage } from './storage.ts';

/** Everything outside the part that decides, each replaceable in a test. */
export interface Ports extends Page {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The person lets us keep things on the device. */
  consented: boolean;
  /** Kept on the device, for all tabs. */
  device: Storage;
  /** Kept for the tab's session. */
  session: Storage;
  /** In [0, 1). */
  chance(): number;
  /** The JSON at an address, a refusal's too, or null when there is none. */
  fetchJson(url: string, cache: RequestCache): Promise<unknown>;
}

export function browserPorts(): Ports {
  const ports: Ports = {
    consented: false,
    now: () => Date.now(),
    ...browserPage(),
    device: webStorage('localStorage', () => ports.consented),
    session: webStorage('sessionStorage', () => ports.consented),
    chance: () => Math.random(),
    fetchJson: (url, cache) =>
      // A refusal is read too: a body that nobody reads keeps its connection.
      fetch(url, { cache })
        .then((response) => response.json())
        .catch(() => null),
  };
  return ports;
}
