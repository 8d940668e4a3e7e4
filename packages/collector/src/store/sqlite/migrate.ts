import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';

/** Where `npm run migration` puts them. */
const folder = join(import.meta.dirname, '../../../migrations/sqlite');

interface Migration {
  tag: string;
  /** When it was made, which is what a file remembers it by. */
  when: number;
}

/** The migrations, the oldest first. */
export function readJournal(): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: Migration[];
  };
  return journal.entries;
}

/** The last migration that a file has seen, or 0. */
export function migratedTo(connection: Database): number {
  const table = connection.prepare("select 1 from sqlite_schema where name = '__drizzle_migrations'").get();
  if (!table) return 0;
  const last = connection.prepare('select max(created_at) from __drizzle_migrations').pluck().get();
  return Number(last ?? 0);
}

/**
 * Brings the schema up to date. Of several processes that start at once the first does it and the others wait.
 *
 * @throws Error when a newer release has written the file
 */
export function migrate(connection: Database): void {
  const journal = readJournal();
  const latest = journal.at(-1)?.when ?? 0;
  const before = migratedTo(connection);
  if (before === latest) return;
  if (before > latest)
    throw new Error(
      'the file was written by a newer release of Milepost; start that one, or restore a backup',
    );
  connection
    .transaction(() => {
      connection.exec(
        'create table if not exists __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)',
      );
      const remember = connection.prepare(
        'insert into __drizzle_migrations (hash, created_at) values (?, ?)',
      );
      const done = migratedTo(connection);
      for (const { tag, when } of journal.filter((one) => one.when > done)) {
        connection.exec(readFileSync(join(folder, `${tag}.sql`), 'utf8'));
        remember.run(tag, when);
      }
    })
    .immediate();
}
