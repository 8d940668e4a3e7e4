import { texts } from './arrays.ts';
import type { Connection } from './database.ts';

/** Each connection counts in a slot of its own, as far as there are enough of them. */
export async function tellCounted(connection: Connection, projects: readonly string[]): Promise<void> {
  if (projects.length === 0) return;
  await connection.run(
    `insert into counted (project, slot, commits) select p, pg_backend_pid() % 64, 1 from unnest($1::text[]) as p
     on conflict (project, slot) do update set commits = counted.commits + 1`,
    [texts(projects)],
  );
}

/** Another number after every commit that moved cells. */
export async function cellsVersion(connection: Connection, project: string): Promise<number> {
  const [row] = await connection.rows<{ commits: number }>(
    'select coalesce(sum(commits), 0)::int8 as commits from counted where project = $1',
    [project],
  );
  return row?.commits ?? 0;
}
