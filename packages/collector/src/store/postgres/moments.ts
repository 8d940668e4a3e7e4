import { canonical } from '@milepost/engine';
import { limits } from '@milepost/protocol';
import { type MomentRow, momentOf, openPerPerson } from '../moment-row.ts';
import type { AddMoment, Moment } from '../store.ts';
import { texts } from './arrays.ts';
import { type Connection, type PostgresDatabase, projectLock } from './database.ts';

/** A device's clock that is believed may be off by so much, so a response counts from a little before its moment. */
const { skewToleranceMs } = limits;

const columns = 'id, person, touchpoint, facts, made, expires';

/** Keeps a moment, and takes back the person's oldest ones when there are too many. */
export async function addMoment(
  { atomically }: PostgresDatabase,
  project: string,
  moment: Moment,
): Promise<AddMoment> {
  const { id, person, touchpoint, facts, made, expires } = moment;
  const exclusive = [JSON.stringify(['moments', project, person]), JSON.stringify(['moment', project, id])];
  return atomically({ shared: [projectLock(project)], exclusive }, async (connection) => {
    await sweep(connection, made);
    const [earlier] = await connection.rows<MomentRow & { deleted: boolean }>(
      `select ${columns}, deleted from moments where project = $1 and id = $2 and expires > $3`,
      [project, id, made],
    );
    if (earlier) {
      const { deleted, ...row } = earlier;
      return deleted ? { kind: 'deleted' } : { kind: 'repeated', moment: momentOf(row) };
    }
    await connection.run(`insert into moments (project, ${columns}) values ($1, $2, $3, $4, $5, $6, $7)`, [
      project,
      id,
      person,
      touchpoint,
      facts ? canonical(facts) : null,
      made,
      expires,
    ]);
    const open = await openMoments(connection, project, { id: person, now: made });
    const surplus = open.slice(0, -openPerPerson).map((one) => one.id);
    await connection.run('update moments set deleted = true where project = $1 and id = any($2::text[])', [
      project,
      texts(surplus),
    ]);
    return { kind: 'added', moment };
  });
}

/** Takes a moment back; false when there was none that had not expired. */
export async function removeMoment(
  connection: Connection,
  project: string,
  { id, now }: { id: string; now: number },
): Promise<boolean> {
  const changed = await connection.run(
    'update moments set deleted = true where project = $1 and id = $2 and expires > $3 and not deleted',
    [project, id, now],
  );
  return changed > 0;
}

/** The person's moments that are neither expired nor asked about, the oldest first. */
export async function openMoments(
  connection: Connection,
  project: string,
  { id, now }: { id: string; now: number },
): Promise<Moment[]> {
  const rows = await connection.rows<MomentRow>(
    `select ${columns} from moments as m
     where project = $1 and person = $2 and expires > $3 and not deleted and not exists (
       select 1 from responses as r
       where r.project = m.project and r.person = m.person and r.touchpoint = m.touchpoint and r.verified
         and r.shown >= m.made - ${skewToleranceMs} and r.received >= m.made)
     order by made, sequence`,
    [project, id, now],
  );
  return rows.map(momentOf);
}

/** The person's moments that have not expired, asked about or not, the oldest first. */
export async function momentsOf(
  connection: Connection,
  project: string,
  { id, now }: { id: string; now: number },
): Promise<Moment[]> {
  const rows = await connection.rows<MomentRow>(
    `select ${columns} from moments
     where project = $1 and person = $2 and expires > $3 and not deleted order by made, sequence`,
    [project, id, now],
  );
  return rows.map(momentOf);
}

/** Whether anybody has a moment that has not expired. */
export async function hasMoments(connection: Connection, project: string, now: number): Promise<boolean> {
  const rows = await connection.rows(
    'select 1 from moments where project = $1 and expires > $2 and not deleted limit 1',
    [project, now],
  );
  return rows.length > 0;
}

/** Whoever finds another at it leaves it to him. */
async function sweep(connection: Connection, now: number): Promise<void> {
  await connection.run(
    `delete from moments where (project, id) in (
       select project, id from moments where expires <= $1 limit 1000 for update skip locked)`,
    [now],
  );
}
