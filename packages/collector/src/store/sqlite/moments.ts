import { canonical } from '@milepost/engine';
import { limits } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import { type MomentRow, momentOf, openPerPerson } from '../moment-row.ts';
import type { AddMoment, Moment } from '../store.ts';

/** A device's clock that is believed may be off by so much, so a response counts from a little before its moment. */
const { skewToleranceMs } = limits;

const columns = 'id, person, touchpoint, facts, made, expires';
const openOnes = `select ${columns} from moments
  where project = @project and person = @person and expires > @now and deleted = 0 and not exists (
    select 1 from responses
    where responses.project = moments.project and responses.person = moments.person
      and responses.touchpoint = moments.touchpoint and verified = 1
      and shown >= made - ${skewToleranceMs} and received >= made)
  order by made, moments.rowid`;

export type Moments = ReturnType<typeof createMoments>;

/** What people are to be asked about. What writes is to be called inside a transaction. */
export function createMoments(connection: Database) {
  const open = connection.prepare<[Wanted], MomentRow>(openOnes);
  const find = connection.prepare<[string, string], MomentRow & { deleted: 0 | 1 }>(
    `select ${columns}, deleted from moments where project = ? and id = ?`,
  );
  const any = connection
    .prepare<[string, number], number>(
      'select 1 from moments where project = ? and expires > ? and deleted = 0 limit 1',
    )
    .pluck();
  const insert = connection.prepare(
    `insert into moments (project, ${columns})
     values (@project, @id, @person, @touchpoint, @facts, @made, @expires)`,
  );
  const remove = connection.prepare(
    'update moments set deleted = 1 where project = ? and id = ? and deleted = 0',
  );
  const ofPerson = connection.prepare<[string, string, number], MomentRow>(
    `select ${columns} from moments where project = ? and person = ? and expires > ? and deleted = 0
     order by made desc, rowid desc`,
  );
  const removePerson = connection.prepare('delete from moments where project = ? and person = ?');
  const sweep = connection.prepare('delete from moments where expires <= ?');

  return {
    add: (project: string, moment: Moment): AddMoment => {
      sweep.run(moment.made);
      const earlier = find.get(project, moment.id);
      if (earlier) {
        const { deleted, ...row } = earlier;
        return deleted ? { kind: 'deleted' } : { kind: 'repeated', moment: momentOf(row) };
      }
      const { facts, person, made } = moment;
      insert.run({ ...moment, project, facts: facts ? canonical(facts) : null });
      for (const { id } of open.all({ project, person, now: made }).slice(0, -openPerPerson))
        remove.run(project, id);
      return { kind: 'added', moment };
    },
    remove: (project: string, { id, now }: { id: string; now: number }): boolean => {
      sweep.run(now);
      return remove.run(project, id).changes > 0;
    },
    open: (project: string, { id, now }: { id: string; now: number }): Moment[] =>
      open.all({ project, person: id, now }).map(momentOf),
    /** Those that have neither expired nor been taken back, whether they were asked about or not. */
    ofPerson: (project: string, { id, now }: { id: string; now: number }): Moment[] =>
      ofPerson.all(project, id, now).map(momentOf),
    removePerson: (project: string, person: string): number => removePerson.run(project, person).changes,
    any: (project: string, now: number): boolean => any.get(project, now) !== undefined,
  };
}

interface Wanted {
  project: string;
  person: string;
  now: number;
}
