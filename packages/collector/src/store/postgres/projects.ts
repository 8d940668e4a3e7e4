import { randomBytes } from 'node:crypto';
import { presentCounting } from '../counting.ts';
import type { Project } from '../store.ts';
import type { Connection } from './database.ts';

/** Whether it was not there. */
export async function ensureProject(
  connection: Connection,
  { id, name }: { id: string; name: string },
  now: number,
): Promise<boolean> {
  const made = await connection.run(
    `insert into projects (id, name, created, erasure_key, counting)
     values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
    [id, name, now, randomBytes(32).toString('hex'), presentCounting],
  );
  return made > 0;
}

export async function readProjects(connection: Connection): Promise<Project[]> {
  return connection.rows('select id, name, created from projects order by created, id');
}
