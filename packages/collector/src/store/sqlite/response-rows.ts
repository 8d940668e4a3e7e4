import type { ResponseState } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { ResponseRow, StoredResponse } from '../settle.ts';

/** A response as it stands in the table. */
export interface FoundResponse extends StoredResponse {
  bucket: number;
}

/** The key of a response. */
export interface ResponseKey {
  bucket: number;
  id: string;
}

interface Row extends Omit<FoundResponse, 'state' | 'excluded'> {
  state: string;
  excluded: 0 | 1;
}

export type ResponseRows = ReturnType<typeof createResponseRows>;

/** The rows of responses, on statements prepared once. */
export function createResponseRows(connection: Database) {
  const columns = `project, bucket, id, day, shown, open, sent, received, state, touchpoint, person, account,
    dismissed, verified, excluded, erased, changed`.split(/,\s+/);
  const insert = connection.prepare(
    `insert into responses (${columns.join()}) values (${columns.map((column) => `@${column}`).join()})
     on conflict do nothing`,
  );
  const kept = ['project', 'bucket', 'id', 'touchpoint'];
  const update = connection.prepare(
    `update responses set ${columns
      .filter((column) => !kept.includes(column))
      .map((column) => `${column} = ${column === 'changed' ? 'coalesce(@changed, changed)' : `@${column}`}`)
      .join()}
     where project = @project and bucket = @bucket and id = @id`,
  );
  const find = connection.prepare<[string, number, string], Row>(
    `select bucket, day, sent, received, state, excluded, erased from responses
     where project = ? and bucket = ? and id = ?`,
  );
  const remove = connection.prepare('delete from responses where project = ? and bucket = ? and id = ?');
  const setExcluded = connection.prepare(
    'update responses set excluded = ?, changed = ? where project = ? and bucket = ? and id = ?',
  );
  const ofPerson = connection.prepare<[string, string], ResponseKey>(
    'select bucket, id from responses where project = ? and person = ? order by shown desc, id',
  );
  const ofAccount = connection.prepare<[string, string], ResponseKey>(
    'select bucket, id from responses where project = ? and account = ?',
  );
  return {
    /** Whether there was none with this key. */
    insert: (row: ResponseRow, changed: number): boolean => insert.run(bound(row, changed)).changes > 0,
    /** `changed` is null when nothing of it is new to anybody: the times of its sends alone. */
    update: (row: ResponseRow, changed: number | null): void => {
      update.run(bound(row, changed));
    },
    find: (project: string, { bucket, id }: ResponseKey): FoundResponse | null => {
      const row = find.get(project, bucket, id);
      return row
        ? { ...row, state: JSON.parse(row.state) as ResponseState, excluded: row.excluded === 1 }
        : null;
    },
    remove: (project: string, { bucket, id }: ResponseKey): void => {
      remove.run(project, bucket, id);
    },
    setExcluded: (
      project: string,
      { bucket, id, excluded, changed }: ResponseKey & { excluded: boolean; changed: number },
    ): void => {
      setExcluded.run(Number(excluded), changed, project, bucket, id);
    },
    /** The newest first. */
    ofPerson: (project: string, person: string): ResponseKey[] => ofPerson.all(project, person),
    ofAccount: (project: string, account: string): ResponseKey[] => ofAccount.all(project, account),
  };
}

function bound({ words: _words, ...row }: ResponseRow, changed: number | null) {
  return {
    ...row,
    changed,
    open: Number(row.open),
    dismissed: Number(row.dismissed),
    verified: Number(row.verified),
    excluded: Number(row.excluded),
  };
}
