import { createPool } from './database.ts';
import { latestMigration, migratedTo } from './migrate.ts';

/** When the last migration was made that a database has seen, 0 for an unused one, and the last that there is. */
export async function postgresMigrations(url: string): Promise<{ seen: number; known: number }> {
  const pool = createPool(url);
  try {
    return { seen: await migratedTo(pool), known: latestMigration() };
  } finally {
    await pool.end();
  }
}
