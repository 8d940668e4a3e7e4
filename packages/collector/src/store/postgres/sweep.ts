import { keptMs, type SweepLimit } from '../kept-ms.ts';
import { type PostgresDatabase, projectLock } from './database.ts';

/** Each is one statement, that leaves to others what they hold: so it waits for nobody. */
const statements = [
  {
    text: `delete from rejected where sequence in (
      select sequence from rejected where at <= $1 limit $2 for update skip locked)`,
    ms: keptMs.rejected,
  },
  {
    text: `delete from moments where (project, id) in (
      select project, id from moments where expires <= $1 limit $2 for update skip locked)`,
    ms: 0,
  },
  {
    text: `delete from claims where (project, response) in (
      select project, response from claims where at <= $1 limit $2 for update skip locked)`,
    ms: keptMs.claims,
  },
  {
    // Has no index of its time, but is written in the order of it.
    text: `delete from audit where sequence in (
      select sequence from audit where at <= $1 and sequence <= (
        select max(sequence) from (select sequence from audit order by sequence limit $2) as oldest)
      for update skip locked)`,
    ms: keptMs.audit,
  },
];

/** Takes away some of what is past its time, and tells how many. */
export async function sweep(database: PostgresDatabase, { at, rows }: SweepLimit): Promise<number> {
  let swept = 0;
  for (const { text, ms } of statements) swept += await database.read.run(text, [at - ms, rows]);
  return swept + (await forgetErasures(database, { before: at - keptMs.erasures, rows }));
}

/** Of a project at a time, and with it alone: whoever erases says at once that there are erasures. */
async function forgetErasures(
  { read, atomically }: PostgresDatabase,
  { before, rows }: { before: number; rows: number },
): Promise<number> {
  const [oldest] = await read.rows<{ project: string }>(
    'select project from erasures where at <= $1 order by at limit 1',
    [before],
  );
  if (!oldest) return 0;
  const { project } = oldest;
  return atomically({ exclusive: [projectLock(project)] }, async (connection) => {
    const forgotten = await connection.run(
      `delete from erasures where (project, kind, hash) in (
         select project, kind, hash from erasures where project = $1 and at <= $2 order by at limit $3)`,
      [project, before, rows],
    );
    await connection.run(
      `update projects set has_erasures = exists (select 1 from erasures where project = $1) where id = $1`,
      [project],
    );
    return forgotten;
  });
}
