/**
 * Deletes what the device keeps for us, in this tab and all others: what begins with the prefix, and the database that is
 * called so.
 */
export function erase(prefix: string): void {
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
