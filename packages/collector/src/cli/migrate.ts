import { Command } from 'commander';
import type { Settings } from '../settings.ts';
import { openNamedStore } from '../store/open-named-store.ts';
import { storeName } from '../store/open-store.ts';
import type { StoreState } from '../store/store-state.ts';

/** Never `ahead`: such a store cannot be opened. */
const told: Record<StoreState, string> = {
  absent: 'was made',
  behind: 'was brought up to date',
  current: 'is up to date',
  ahead: 'is of a newer release',
};

/** `milepost migrate`: brings the store's schema up to date; `serve` does the same at its start. */
export function migrateCommand(settings: () => Settings, clock: () => number): Command {
  return new Command('migrate').description("bring the store's schema up to date").action(async () => {
    const { store: setting } = settings();
    const { store, found } = await openNamedStore(setting, clock);
    await store.close();
    console.log(`${storeName(setting)} ${told[found]}`);
  });
}
