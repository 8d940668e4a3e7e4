import { Command } from 'commander';
import type { Settings } from '../settings.ts';
import { openStore, storeName } from '../store/open-store.ts';

/** `milepost migrate`: brings the store's schema up to date; `serve` does the same at its start. */
export function migrateCommand(settings: () => Settings, clock: () => number): Command {
  return new Command('migrate').description("bring the store's schema up to date").action(async () => {
    const { store: setting } = settings();
    const store = await openStore(setting, clock);
    await store.close();
    console.log(`${storeName(setting)} is up to date`);
  });
}
