import type { Logger } from 'pino';
import type { Identity } from './intake/identity.ts';
import type { Intake } from './intake/queue.ts';
import type { Admit } from './middleware/admit.ts';
import type { ClientAddress } from './middleware/client-address.ts';
import type { Keys } from './middleware/keys.ts';
import type { ViewOf } from './program/client-views.ts';
import type { Memo } from './reading/counts/memo.ts';
import type { Store } from './store/store.ts';
import type { Metrics } from './telemetry/metrics.ts';

/** What the routes share. */
export interface Services {
  store: Store;
  intake: Intake;
  clock: () => number;
  /** A new random UUID. */
  newId: () => string;
  keys: Keys;
  admit: Admit;
  identity: Identity;
  clientAddress: ClientAddress;
  viewOf: ViewOf;
  /** What scores were made of. */
  memo: Memo;
  metrics: Metrics;
  log: Logger;
}
