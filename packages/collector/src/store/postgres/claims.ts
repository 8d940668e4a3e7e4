import type { Showing } from '@milepost/engine';
import { bucketOf } from '../bucket.ts';
import { type ClaimLook, type EarlierClaim, historyLength, sameOrConflict } from '../claim-look.ts';
import { keptMs } from '../kept-ms.ts';
import type { Claim, ClaimBasis, ClaimOutcome, Judge } from '../store.ts';
import { type Connection, type PostgresDatabase, projectLock } from './database.ts';
import { shardOf } from './shard.ts';

interface ClaimStoreParts {
  database: PostgresDatabase;
  bucketsOf: (project: string) => Promise<number>;
}

/**
 * Settles claims. A refusal is decided without a lock; what is to be written is decided again under the locks of the
 * person and, where its people are counted, of the account.
 */
export function createClaims({ database, bucketsOf }: ClaimStoreParts) {
  return async (claim: Claim, judge: Judge): Promise<ClaimOutcome> => {
    const { project, person, account, countPeopleSince } = claim;
    const buckets = await bucketsOf(project);
    const before = await look(database.read, { claim, buckets }, judge);
    if (!before.grants && !before.joins) return before.outcome;
    const exclusive = [JSON.stringify(['person', project, person])];
    if (account !== null && countPeopleSince !== null)
      exclusive.push(JSON.stringify(['account', project, account]));
    return database.atomically({ shared: [projectLock(project)], exclusive }, async (connection) => {
      const { outcome, grants, joins } = await look(connection, { claim, buckets }, judge);
      if (joins) await join(connection, claim);
      if (grants) await keep(connection, claim);
      return outcome;
    });
  };
}

async function join(connection: Connection, { project, account, person }: Claim): Promise<void> {
  await connection.run(
    'insert into members (project, account, person) values ($1, $2, $3) on conflict do nothing',
    [project, account, person],
  );
}

async function keep(connection: Connection, claim: Claim): Promise<void> {
  const { project, response, touchpoint, person, account, at } = claim;
  await connection.run(
    `delete from claims where (project, response) in (
       select project, response from claims where at <= $1 limit 1000 for update skip locked)`,
    [at - keptMs.claims],
  );
  await connection.run(
    `insert into claims (project, response, touchpoint, person, account, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (project, response) do update set touchpoint = excluded.touchpoint,
       person = excluded.person, account = excluded.account, at = excluded.at`,
    [project, response, touchpoint, person, account, at],
  );
}

/** Decides on a claim by what one connection sees. */
async function look(
  connection: Connection,
  { claim, buckets }: { claim: Claim; buckets: number },
  judge: Judge,
): Promise<ClaimLook> {
  const { project, response, at } = claim;
  const [earlier] = await connection.rows<EarlierClaim>(
    `select touchpoint, person from responses where shard = $1 and id = $2
     union all select touchpoint, person from claims where project = $3 and response = $2 and at > $4`,
    [shardOf(project, bucketOf(response, buckets)), response, project, at - keptMs.claims],
  );
  if (earlier) return { outcome: sameOrConflict(claim, earlier), grants: false, joins: false };
  const { people, joins } = await peopleOf(connection, claim);
  const decision = judge({ history: await historyOf(connection, claim), people });
  return {
    outcome: decision.ask ? { kind: 'granted' } : { kind: 'refused', decision },
    grants: decision.ask,
    joins,
  };
}

/** What the person was shown, the newest first, and what is claimed and has not come yet. */
async function historyOf(connection: Connection, { project, person, at }: Claim): Promise<Showing[]> {
  const rows = await connection.rows<{ touchpoint: string; shown: number; dismissed: boolean | null }>(
    `(select touchpoint, at as shown, null::bool as dismissed from claims
      where project = $1 and person = $2 and at > $3 and not exists (
        select 1 from responses as r
        where r.project = $1 and r.person = $2 and r.id = claims.response))
     union all
     (select touchpoint, shown, dismissed from responses
      where project = $1 and person = $2 and verified order by shown desc limit ${historyLength})`,
    [project, person, at - keptMs.claims],
  );
  return rows.map(({ dismissed, ...showing }) => ({ ...showing, ...(dismissed !== null && { dismissed }) }));
}

interface People extends Pick<ClaimBasis, 'people'> {
  joins: boolean;
}

/** Counts the people of a claim's account, where the claim wants them counted. */
async function peopleOf(connection: Connection, claim: Claim): Promise<People> {
  const { project, account, person, at, countPeopleSince } = claim;
  if (account === null || countPeopleSince === null) return { people: null, joins: false };
  const [count] = await connection.rows<{ known: number; joined: boolean | null }>(
    `select count(*) as known, bool_or(person = $3) as joined from (
       select person from responses where project = $1 and account = $2 and person is not null and verified
       union select person from members where project = $1 and account = $2) as people`,
    [project, account, person],
  );
  const [asked] = await connection.rows<{ others: number; self: boolean | null }>(
    `select count(*) filter (where person <> $3) as others, bool_or(person = $3) as self from (
       select person from responses
         where project = $1 and account = $2 and person is not null and verified and shown >= $4
       union select person from claims
         where project = $1 and account = $2 and at > $5 and at >= $4) as people`,
    [project, account, person, countPeopleSince, at - keptMs.claims],
  );
  const joins = count?.joined !== true;
  return {
    people: {
      known: (count?.known ?? 0) + (joins ? 1 : 0),
      askedOthers: asked?.others ?? 0,
      wasAsked: asked?.self === true,
    },
    joins,
  };
}
