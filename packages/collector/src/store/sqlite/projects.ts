import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { presentCounting } from '../counting.ts';
import type { Project } from '../store.ts';

/** The tenants of the store. */
export function createProjects(connection: Database, clock: () => number) {
  const insert = connection.prepare(
    `insert into projects (id, name, created, erasure_key, counting) values (?, ?, ?, ?, ${presentCounting})
     on conflict do nothing`,
  );
  const exists = connection.prepare('select 1 from projects where id = ?');
  const all = connection.prepare<[], Project>('select id, name, created from projects order by created, id');
  const counted = connection.prepare<[string], number>('select counted from projects where id = ?').pluck();
  const months = connection
    .prepare<[string], [number, number]>('select month, counted from counted_months where project = ?')
    .raw();
  return {
    /** Whether it was not there. Most starts find it, and need not write. */
    ensure: (id: string, name: string): boolean =>
      exists.get(id) === undefined &&
      insert.run(id, name, clock(), randomBytes(32).toString('hex')).changes > 0,
    all: (): Project[] => all.all(),
    cellsVersion: (id: string): number => counted.get(id) ?? 0,
    monthVersions: (id: string): Map<number, number> => new Map(months.all(id)),
  };
}
