import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';

/** Where `npm run migration` puts them. */
const folder = join(import.meta.dirname, '../../../migrations/postgres');
const table = 'milepost_migrations';
/** Any number, the same for every collector. */
const migrationLock = 0x6d696c65;

/** When the last migration was made, which is what a database remembers it by. */
export function latestMigration(): number {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  return journal.entries.at(-1)?.when ?? 0;
}

/** The last migration that a database has seen, or 0. */
export async function migratedTo(client: pg.Pool | pg.PoolClient): Promise<number> {
  const { rows: tables } = await client.query(`select to_regclass('public.${table}') is not null as there`);
  if (!tables[0]?.there) return 0;
  const { rows } = await client.query(`select max(created_at) as latest from public.${table}`);
  return Number(rows[0]?.latest ?? 0);
}

/** @throws Error when a newer release has written the database */
export async function isMigrated(pool: pg.Pool): Promise<boolean> {
  const latest = latestMigration();
  const before = await migratedTo(pool);
  if (before > latest)
    throw new Error('the database was written by a newer release of Milepost; start that one');
  return before === latest;
}

/**
 * Brings the schema up to date; of several collectors that start at once, one does it and the others wait, as long as
 * the pool lets them.
 *
 * @throws Error when a newer release has written the database
 */
export async function migrateSchema(pool: pg.Pool): Promise<void> {
  if (await isMigrated(pool)) return;
  const client = await pool.connect();
  try {
    await client.query(`select pg_advisory_lock(${migrationLock})`);
    await migrate(drizzle(client), {
      migrationsFolder: folder,
      migrationsSchema: 'public',
      migrationsTable: table,
    });
  } finally {
    // Ends the session, and with it the lock.
    client.release(true);
  }
}
