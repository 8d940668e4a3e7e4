import type { AuditEntry } from '../store.ts';
import type { Connection } from './database.ts';

const columns = 'project, at, key, action, target, status';

export async function insertAudit(
  connection: Connection,
  { project, at, key, action, target, status }: AuditEntry,
): Promise<void> {
  await connection.run(`insert into audit (${columns}) values ($1, $2, $3, $4, $5, $6)`, [
    project,
    at,
    key,
    action,
    target,
    status,
  ]);
}

/** The newest first. */
export async function readAudit(
  connection: Connection,
  project: string,
  limit: number,
): Promise<AuditEntry[]> {
  return connection.rows(`select ${columns} from audit where project = $1 order by sequence desc limit $2`, [
    project,
    limit,
  ]);
}
