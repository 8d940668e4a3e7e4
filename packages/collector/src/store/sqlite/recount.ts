import type { Database } from 'better-sqlite3';
import { presentCounting } from '../counting.ts';
import type { SqliteDatabase } from './database.ts';
import type { Programs } from './programs.ts';
import type { RebuildCells } from './rebuild.ts';

interface RecountParts {
  connection: Database;
  programs: Programs;
  rebuild: RebuildCells;
  atomically: SqliteDatabase['atomically'];
}

/** Counts every project anew whose counts an earlier release has made, each in one transaction. */
export function recountOld({ connection, programs, rebuild, atomically }: RecountParts): void {
  const old = connection
    .prepare<[number], string>('select id from projects where counting < ? order by id')
    .pluck();
  const tell = connection.prepare('update projects set counting = ? where id = ?');
  for (const project of old.all(presentCounting))
    atomically(() => {
      // Another process may have opened the file at the same time.
      if (!old.all(presentCounting).includes(project)) return;
      const known = programs.of(project);
      if (known) rebuild(known, { words: true });
      tell.run(presentCounting, project);
    });
}
