import type { Ports } from '../ports/index.ts';

/**
 * Deletes what the device keeps for us, in this tab and all others: what begins with the prefix, and the database that is
 * called so. Nothing, when the person has changed their mind while this was on its way.
 */
export function erase(prefix: string, { consented }: Pick<Ports, 'consented'>): void {
  if (consented) return;
  for (const name of ['localStorage', 'sessionStorage'] as const)
    try {
      const kept = globalThis[name];
      for (const key of Object.keys(kept)) if (key.startsWith(prefix)) delete kept[key];
    } catch {
      // Forbidden: there is nothing.
    }
  try {
    indexedDB.deleteDatabase(prefix);
  } catch {
    // Likewise.
  }
}
