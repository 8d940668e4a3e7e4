import { SettingError, type StoreSetting } from '../settings.ts';
import { openStore, storeName } from './open-store.ts';
import type { Store } from './store.ts';
import { type StoreState, storeState } from './store-state.ts';

/** A store, and what was found where it is now. */
export interface OpenedStore {
  store: Store;
  found: StoreState;
}

/**
 * Opens the store that the settings name, as `openStore` does.
 *
 * @throws SettingError one line that names the store and says why it cannot be opened
 */
export async function openNamedStore(setting: StoreSetting, clock: () => number): Promise<OpenedStore> {
  try {
    const found = await storeState(setting);
    return { found, store: await openStore(setting, clock) };
  } catch (error) {
    throw new SettingError(
      `MILEPOST_STORE: ${storeName(setting)} cannot be opened: ${(error as Error).message}`,
    );
  }
}
