import { type Clock, systemClock } from './clock.ts';
import { browserPage, type Page } from './page.ts';
import { type Random, systemRandom } from './random.ts';
import { type Storage, webStorage } from './storage.ts';
import { httpTransport, type Transport } from './transport.ts';

/** Everything outside the SDK, each part replaceable in a test. */
export interface Ports {
  clock: Clock;
  random: Random;
  page: Page;
  /** Kept on the device, for all tabs. */
  device: Storage;
  /** Kept for the tab's session. */
  session: Storage;
  transport: Transport;
}

export function browserPorts(collector: string): Ports {
  return {
    clock: systemClock,
    random: systemRandom,
    page: browserPage(),
    device: webStorage(() => localStorage),
    session: webStorage(() => sessionStorage),
    transport: httpTransport(collector),
  };
}
