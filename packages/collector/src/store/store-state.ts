import type { StoreSetting } from '../settings.ts';

/** What is found where a store should be: nothing, or the schema of an older, of this or of a newer release. */
export type StoreState = 'absent' | 'behind' | 'current' | 'ahead';

/**
 * Looks at a store without changing or making anything.
 *
 * @throws Error when it cannot be read, or something else is there
 */
export async function storeState(setting: StoreSetting): Promise<StoreState> {
  const { seen, known } = await migrationsOf(setting);
  if (seen === 0) return 'absent';
  if (seen === known) return 'current';
  return seen < known ? 'behind' : 'ahead';
}

async function migrationsOf(setting: StoreSetting): Promise<{ seen: number; known: number }> {
  if (setting.kind === 'sqlite') {
    const { sqliteMigrations } = await import('./sqlite/migrations-of.ts');
    return sqliteMigrations(setting.file);
  }
  const { postgresMigrations } = await import('./postgres/migrations-of.ts');
  return postgresMigrations(setting.url);
}
