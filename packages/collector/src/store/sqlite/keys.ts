import type { Database } from 'better-sqlite3';
import { type KeyRow, keyOf } from '../key-row.ts';
import type { Key, KeyRecord } from '../store.ts';

/** The digests of the keys, and what each of them may do. */
export function createKeys(connection: Database, clock: () => number) {
  const find = connection.prepare<[string], Omit<KeyRow, 'source'>>(
    'select project, kind, scopes, hash, origins from keys where hash = ?',
  );
  const all = connection.prepare<[string], KeyRow>(
    'select project, kind, scopes, hash, origins, source from keys where project = ? order by created, hash',
  );
  const insert = connection.prepare(
    `insert into keys (hash, project, kind, scopes, origins, source, created)
     values (@hash, @project, @kind, @scopes, @origins, @source, @created)`,
  );
  const removeGiven = connection.prepare(`delete from keys where project = ? and source = 'settings'`);
  const fitting = connection
    .prepare<[{ project: string; prefix: string }], string>(
      'select hash from keys where project = @project and substr(hash, 1, length(@prefix)) = @prefix limit 2',
    )
    .pluck();
  const remove = connection.prepare('delete from keys where hash = ?');
  const add = (key: KeyRecord): void => {
    insert.run({
      ...key,
      scopes: key.scopes.join(' '),
      origins: key.origins?.join(' ') ?? null,
      created: clock(),
    });
  };
  return {
    find: (hash: string): Key | null => {
      const row = find.get(hash);
      return row ? keyOf(row) : null;
    },
    all: (project: string): KeyRecord[] => all.all(project).map(keyOf),
    add,
    /** Takes away the one key that its digest begins so. To be called inside a transaction. */
    revoke: (project: string, hashPrefix: string): boolean => {
      const [hash, another] = fitting.all({ project, prefix: hashPrefix });
      return hash !== undefined && another === undefined && remove.run(hash).changes > 0;
    },
    /** To be called inside a transaction. */
    putGiven: (project: string, keys: readonly KeyRecord[]): void => {
      removeGiven.run(project);
      for (const key of keys) add(key);
    },
  };
}
