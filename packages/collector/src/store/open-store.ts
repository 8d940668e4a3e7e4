import type { StoreSetting } from '../settings.ts';
import type { Store } from './store.ts';

/**
 * Opens the store that the settings name, and brings its schema up to date.
 *
 * @throws Error when it cannot be opened
 */
export async function openStore(setting: StoreSetting, clock: () => number): Promise<Store> {
  // Only the driver that is used is loaded: each takes a part of a second.
  if (setting.kind === 'sqlite') {
    const { openSqliteStore } = await import('./sqlite/open.ts');
    return openSqliteStore(setting.file, clock);
  }
  const { openPostgresStore } = await import('./postgres/open.ts');
  return openPostgresStore(setting.url, clock);
}

/** A store as it may be printed: without the password of its address. */
export function storeName(setting: StoreSetting): string {
  if (setting.kind === 'sqlite') return setting.file;
  const { host, pathname } = new URL(setting.url);
  return `postgres://${host}${pathname}`;
}
