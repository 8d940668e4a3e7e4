import type pg from 'pg';
import { presentCounting } from '../counting.ts';
import { createDatabase, createPool, endlessWaits, type PostgresDatabase, projectLock } from './database.ts';
import { isMigrated, migrateSchema } from './migrate.ts';
import { createPrograms } from './programs.ts';
import { readGrounds } from './record.ts';
import { recount } from './recount.ts';
import { createSegmentValues } from './segment-values.ts';

/**
 * Brings a database up to date: its schema, what earlier releases have counted, and the order of the changes of one that
 * was restored. Of several collectors that start at once one does it, and the others wait, however long it takes.
 *
 * @throws Error when a newer release has written the database
 */
export async function prepare(pool: pg.Pool, url: string): Promise<void> {
  if ((await isMigrated(pool)) && !(await lags(createDatabase(pool)))) return;
  const patient = createPool(url, endlessWaits);
  try {
    await migrateSchema(patient);
    const database = createDatabase(patient);
    for (const project of await behind(database)) await countAnew(database, project);
    for (const project of await ahead(database)) await renumber(database, project);
  } finally {
    await patient.end();
  }
}

async function lags(database: PostgresDatabase): Promise<boolean> {
  return (await behind(database)).length > 0 || (await ahead(database)).length > 0;
}

/** The projects whose counts were made in an earlier way. */
async function behind({ read }: PostgresDatabase): Promise<string[]> {
  const rows = await read.rows<{ id: string }>('select id from projects where counting < $1 order by id', [
    presentCounting,
  ]);
  return rows.map(({ id }) => id);
}

/** Counts a project again, unless somebody has done it before we got its lock. */
function countAnew({ read, atomically }: PostgresDatabase, project: string): Promise<void> {
  const programs = createPrograms(read);
  return atomically({ exclusive: [projectLock(project)] }, async (connection) => {
    const [left] = await connection.rows('select 1 from projects where id = $1 and counting < $2', [
      project,
      presentCounting,
    ]);
    if (!left) return;
    const known = (await readGrounds(connection, [project], programs)).get(project)?.known;
    if (known) await recount(connection, known, createSegmentValues());
    await connection.run('update projects set counting = $2 where id = $1', [project, presentCounting]);
  });
}

/** The projects with changes of transactions that are still to come: their numbers are those of another server. */
async function ahead({ read }: PostgresDatabase): Promise<string[]> {
  const rows = await read.rows<{ id: string }>(
    `select id from projects where exists (
       select 1 from responses as r
       where r.project = projects.id and r.changed >= pg_snapshot_xmax(pg_current_snapshot())) order by id`,
  );
  return rows.map(({ id }) => id);
}

/** Puts these changes before all others. */
async function renumber({ atomically }: PostgresDatabase, project: string): Promise<void> {
  const some = () =>
    atomically({ exclusive: [projectLock(project)] }, (connection) =>
      connection.run(
        `update responses set changed = '0' where (shard, id) in (
           select shard, id from responses
           where project = $1 and changed >= pg_snapshot_xmax(pg_current_snapshot()) limit 10000)`,
        [project],
      ),
    );
  while ((await some()) > 0);
}
