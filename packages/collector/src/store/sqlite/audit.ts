import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../store.ts';

const columns = ['project', 'at', 'key', 'action', 'target', 'status'];

/** Who wrote what with which secret key. */
export function createAudit(connection: Database) {
  const insert = connection.prepare<[AuditEntry]>(
    `insert into audit (${columns.join()}) values (${columns.map((column) => `@${column}`).join()})`,
  );
  const page = connection.prepare<[string, number], AuditEntry>(
    `select ${columns.join()} from audit where project = ? order by sequence desc limit ?`,
  );
  return {
    add: (entry: AuditEntry): void => {
      insert.run(entry);
    },
    /** The newest first. */
    page: (project: string, { limit }: { limit: number }): AuditEntry[] => page.all(project, limit),
  };
}
