import type { CountedMonth } from '../counted-months.ts';
import { integers, texts } from './arrays.ts';
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

/** Tells in which months a commit has moved cells or sums per account, in their order (`monthsOfChanges`). */
export async function tellMonths(connection: Connection, months: readonly CountedMonth[]): Promise<void> {
  if (months.length === 0) return;
  await connection.run(
    `insert into counted_months (project, month, slot, commits)
     select p, m, pg_backend_pid() % 64, 1 from unnest($1::text[], $2::int4[]) as u(p, m)
     on conflict (project, month, slot) do update set commits = counted_months.commits + 1`,
    [texts(months.map(({ project }) => project)), integers(months.map(({ month }) => month))],
  );
}

/** Tells of every month of a project that was ever told of. */
export async function tellEveryMonth(connection: Connection, project: string): Promise<void> {
  await connection.run('update counted_months set commits = commits + 1 where project = $1', [project]);
}

/** Another number after every commit that moved cells. */
export async function cellsVersion(connection: Connection, project: string): Promise<number> {
  const [row] = await connection.rows<{ commits: number }>(
    'select coalesce(sum(commits), 0)::int8 as commits from counted where project = $1',
    [project],
  );
  return row?.commits ?? 0;
}

/** A higher number for a month after every commit that moved something in it. */
export async function monthVersions(connection: Connection, project: string): Promise<Map<number, number>> {
  const rows = await connection.rows<{ month: number; commits: number }>(
    'select month, sum(commits)::int8 as commits from counted_months where project = $1 group by month',
    [project],
  );
  return new Map(rows.map(({ month, commits }) => [month, commits]));
}
