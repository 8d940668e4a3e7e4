import type { Intake } from './intake/queue.ts';
import type { ClientAddress } from './middleware/client-address.ts';
import type { Keys } from './middleware/keys.ts';
import type { OriginPolicy } from './middleware/origins.ts';
import type { CountRequest } from './middleware/rate.ts';
import type { ViewOf } from './program/client-views.ts';
import type { Store } from './store/store.ts';

/** What the routes share. */
export interface Services {
  store: Store;
  intake: Intake;
  clock: () => number;
  /** A new random UUID. */
  newId: () => string;
  keys: Keys;
  origins: OriginPolicy;
  countRequest: CountRequest;
  clientAddress: ClientAddress;
  viewOf: ViewOf;
}
