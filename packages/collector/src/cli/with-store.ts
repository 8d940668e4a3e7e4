import type { Settings } from '../settings.ts';
import { openNamedStore } from '../store/open-named-store.ts';
import type { Store } from '../store/store.ts';

/** How commands on a store reach it: the settings that name it, and a clock. */
export interface StoreAccess {
  settings: () => Settings;
  /** Milliseconds since the epoch. */
  clock: () => number;
}

/** Opens the store of the settings for as long as something is done with it. */
export async function withStore<T>(
  { settings, clock }: StoreAccess,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const { store } = await openNamedStore(settings().store, clock);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
