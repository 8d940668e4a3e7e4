import { type KeyRow, keyOf } from '../key-row.ts';
import type { Key, KeyRecord } from '../store.ts';
import type { Connection } from './database.ts';

const columns = 'project, kind, scopes, hash, origins, source';

export async function findKey(connection: Connection, hash: string): Promise<Key | null> {
  const [row] = await connection.rows<KeyRow>(`select ${columns} from keys where hash = $1`, [hash]);
  if (!row) return null;
  const { source: _source, ...key } = keyOf(row);
  return key;
}

/** The oldest first. */
export async function readKeys(connection: Connection, project: string): Promise<KeyRecord[]> {
  const rows = await connection.rows<KeyRow>(
    `select ${columns} from keys where project = $1 order by created, hash`,
    [project],
  );
  return rows.map(keyOf);
}

export async function insertKey(connection: Connection, key: KeyRecord, now: number): Promise<void> {
  await connection.run(`insert into keys (${columns}, created) values ($1, $2, $3, $4, $5, $6, $7)`, [
    key.project,
    key.kind,
    key.scopes.join(' '),
    key.hash,
    key.origins?.join(' ') ?? null,
    key.source,
    now,
  ]);
}

/** Takes a key away by the first characters of its digest; false when none or several of the project fit. */
export async function revokeKey(connection: Connection, project: string, prefix: string): Promise<boolean> {
  const fitting = await connection.rows<{ hash: string }>(
    'select hash from keys where project = $1 and starts_with(hash, $2) limit 2',
    [project, prefix],
  );
  const [key, another] = fitting;
  if (!key || another) return false;
  return (await connection.run('delete from keys where hash = $1', [key.hash])) > 0;
}

/** Replaces the keys that the settings gave before by these. */
export async function putSettingsKeys(
  connection: Connection,
  { project, keys }: { project: string; keys: readonly KeyRecord[] },
  now: number,
): Promise<void> {
  await connection.run("delete from keys where project = $1 and source = 'settings'", [project]);
  for (const key of keys) await insertKey(connection, key, now);
}
