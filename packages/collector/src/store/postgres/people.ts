import type { PersonRecord } from '../store.ts';
import type { Connection } from './database.ts';
import { exclusionsOf } from './exclusion-list.ts';
import { keptResponses } from './kept-responses.ts';
import { momentsOf } from './moments.ts';
import { rejectedOf } from './rejected.ts';
import { type StoredColumns, storedColumns } from './responses.ts';

/** Everything that is known of a person, as it was at one instant. */
export async function readPerson(
  connection: Connection,
  project: string,
  { id, now }: { id: string; now: number },
): Promise<PersonRecord> {
  const rows = await connection.rows<StoredColumns>(
    `select ${storedColumns} from responses as r where project = $1 and person = $2 order by shown desc, id`,
    [project, id],
  );
  const responses = await keptResponses(connection, project, rows);
  return {
    responses,
    moments: await momentsOf(connection, project, { id, now }),
    exclusions: await exclusionsOf(connection, project, {
      person: id,
      responses: responses.map(({ state }) => state),
    }),
    rejected: await rejectedOf(connection, project, {
      id,
      responses: responses.map(({ state }) => state.id),
    }),
  };
}
