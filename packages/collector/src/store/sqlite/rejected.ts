import { limits } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { Rejected, RejectedInput } from '../store.ts';
import type { ProjectStanding } from './standing.ts';

export type RejectedResponses = ReturnType<typeof createRejected>;

/** How many more are kept before the surplus is swept away. */
const sweepEvery = 256;

const columns = 'sequence, at, id, person, code, detail, input';
/** Of a person: those that say so, and those of responses that are known to be this person's. */
const ofPerson = `project = @project and (person = @person
  or id in (select value from json_each(@responses)))`;

/** The responses that were refused, for a week. */
export function createRejected(connection: Database, clock: () => number) {
  const insert = connection.prepare(
    `insert into rejected (project, at, id, person, code, detail, input)
     values (@project, @at, @id, @person, @code, @detail, @input)`,
  );
  const sweepSurplus = connection.prepare(
    `delete from rejected where project = @project and sequence <= (
       select sequence from rejected where project = @project order by sequence desc limit 1 offset @keep)`,
  );
  const page = connection.prepare<[Record<string, unknown>], Rejected>(
    `select ${columns} from rejected where project = @project and sequence < @before and at >= @since
     order by sequence desc limit @limit`,
  );
  const find = connection.prepare<[PersonQuery], Rejected>(
    `select ${columns} from rejected where ${ofPerson} order by sequence desc`,
  );
  const remove = connection.prepare<[PersonQuery]>(`delete from rejected where ${ofPerson}`);

  return {
    /** To be called inside a transaction. Nothing of a person who was erased is kept. */
    keep: (
      project: string,
      { inputs, standing }: { inputs: readonly RejectedInput[]; standing: ProjectStanding },
    ): void => {
      const at = clock();
      for (const input of inputs) {
        const isErased = input.person !== null && standing.personErased(input.person) !== null;
        const kept = isErased ? { ...input, person: null, input: null } : input;
        const { lastInsertRowid } = insert.run({ ...kept, project, at });
        if (Number(lastInsertRowid) % sweepEvery !== 0) continue;
        sweepSurplus.run({ project, keep: limits.rejectedPerProject });
      }
    },
    page: (
      project: string,
      { before, since, limit }: { before: number | null; since: number; limit: number },
    ): Rejected[] => page.all({ project, before: before ?? Number.MAX_SAFE_INTEGER, since, limit }),
    ofPerson: (project: string, person: RejectedPerson): Rejected[] => find.all(personQuery(project, person)),
    /** How many there were. To be called inside a transaction. */
    removePerson: (project: string, person: RejectedPerson): number =>
      remove.run(personQuery(project, person)).changes,
  };
}

/** A person, and the ids of the responses that are known to be this person's. */
interface RejectedPerson {
  id: string;
  responses: readonly string[];
}

interface PersonQuery {
  project: string;
  person: string;
  responses: string;
}

function personQuery(project: string, { id, responses }: RejectedPerson): PersonQuery {
  return { project, person: id, responses: JSON.stringify(responses) };
}
