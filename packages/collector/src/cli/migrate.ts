import { Command } from 'commander';
import type { Settings } from '../settings.ts';

/** `milepost migrate`: brings the store's schema up to date; `serve` does the same at its start. */
export function migrateCommand(settings: () => Settings, clock: () => number): Command {
  return new Command('migrate').description("bring the store's schema up to date").action(async () => {
    const { store: file } = settings();
    // Loading the driver takes half a second, which no other command has to wait for.
    const { openSqliteStore } = await import('../store/sqlite/open.ts');
    const store = openSqliteStore(file, clock);
    await store.close();
    console.log(`${file} is up to date`);
  });
}
