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
  /** The JSON that an address answers with, a refusal's too; nothing when there is none. It never rejects. */
  fetchJson(url: string, how: RequestInit): Promise<unknown>;
}

export function browserPorts(): Ports {
  const ports: Ports = {
    consented: false,
    now: Date.now,
    ...browserPage(),
    device: webStorage('localStorage', () => ports),
    session: webStorage('sessionStorage', () => ports),
    chance: Math.random,
    fetchJson: (url, how) =>
      // A refusal is read too: a body that nobody reads keeps its connection.
      fetch(url, how)
        .then((response) => response.json())
        .catch(() => {}),
  };
  return ports;
}
