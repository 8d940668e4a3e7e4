import { limits } from '@milepost/protocol';
import type { Rejected, RejectedInput } from '../store.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { erasedPersons, type StandingBasis } from './standing.ts';

/** How many more are kept before the surplus is swept away. */
const sweepEvery = 256;

const columns = 'sequence, at, id, person, code, detail, input';

/** Keeps what was refused, but nothing of a person who was erased, and lets go of what is too much. */
export async function recordRejected(
  connection: Connection,
  { basis, inputs, at }: { basis: StandingBasis; inputs: readonly RejectedInput[]; at: number },
): Promise<void> {
  const { project } = basis;
  const erased = basis.hasErasures ? await erasedPersons(connection, basis, inputs) : new Set();
  const kept = inputs.map((one) => (erased.has(one.person) ? { ...one, person: null, input: null } : one));
  const sequences = await connection.rows<{ sequence: number }>(
    `insert into rejected (project, at, id, person, code, detail, input)
     select $1, $2::int8, r.* from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as r returning sequence`,
    [
      project,
      at,
      texts(kept.map(({ id }) => id)),
      texts(kept.map(({ person }) => person)),
      texts(kept.map(({ code }) => code)),
      texts(kept.map(({ detail }) => detail)),
      texts(kept.map(({ input }) => input)),
    ],
  );
  if (!sequences.some(({ sequence }) => sequence % sweepEvery === 0)) return;
  // Whoever finds another at it leaves it to him: so nobody waits.
  await connection.run(
    `delete from rejected where sequence in (
       select sequence from rejected where project = $1 and sequence <= (
         select sequence from rejected where project = $1 order by sequence desc offset $2 limit 1)
       limit 1000 for update skip locked)`,
    [project, limits.rejectedPerProject],
  );
}

/** Rejected responses of the last days, the newest first. */
export async function readRejected(
  connection: Connection,
  project: string,
  { before, since, limit }: { before: number | null; since: number; limit: number },
): Promise<Rejected[]> {
  return connection.rows(
    `select ${columns} from rejected
     where project = $1 and at >= $2 and ($3::int8 is null or sequence < $3) order by sequence desc limit $4`,
    [project, since, before, limit],
  );
}

/** Those of a person: by its name, or by one of its responses. */
export async function rejectedOf(
  connection: Connection,
  project: string,
  { id, responses }: { id: string; responses: readonly string[] },
): Promise<Rejected[]> {
  return connection.rows(
    `select ${columns} from rejected
     where project = $1 and (person = $2 or id = any($3::text[]))
     order by sequence desc`,
    [project, id, texts(responses)],
  );
}
