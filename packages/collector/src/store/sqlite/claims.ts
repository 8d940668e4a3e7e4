import type { Showing } from '@milepost/engine';
import type { Database } from 'better-sqlite3';
import { bucketOf } from '../bucket.ts';
import { type ClaimLook, type EarlierClaim, historyLength, sameOrConflict } from '../claim-look.ts';
import { keptMs } from '../kept-ms.ts';
import type { Claim, ClaimBasis, ClaimOutcome, Judge } from '../store.ts';
import type { SqliteDatabase } from './database.ts';
import type { Programs } from './programs.ts';

interface ClaimParts {
  connection: Database;
  programs: Programs;
  atomically: SqliteDatabase['atomically'];
}

/** Settles claims. A refusal takes no right to write; what is to be written is decided again where it is. */
export function createClaims(parts: ClaimParts): (claim: Claim, judge: Judge) => ClaimOutcome {
  const { connection, programs, atomically } = parts;
  const look = createLook(connection, programs);
  const sweep = connection.prepare('delete from claims where at <= ?');
  const keep = connection.prepare(
    `insert into claims (project, response, touchpoint, person, account, at)
     values (@project, @response, @touchpoint, @person, @account, @at)`,
  );
  const join = connection.prepare(
    `insert into members (project, account, person) values (@project, @account, @person)`,
  );
  const settle = (claim: Claim, judge: Judge): ClaimOutcome => {
    const { outcome, grants, joins } = look(claim, judge);
    if (joins) join.run(claim);
    if (grants) {
      sweep.run(claim.at - keptMs.claims);
      keep.run(claim);
    }
    return outcome;
  };
  return (claim, judge) => {
    const { outcome, grants, joins } = look(claim, judge);
    return grants || joins ? atomically(() => settle(claim, judge)) : outcome;
  };
}

/** Returns a function that decides on a claim by what is stored now. */
function createLook(connection: Database, programs: Programs): (claim: Claim, judge: Judge) => ClaimLook {
  const responseOf = connection.prepare<[string, number, string], EarlierClaim>(
    'select touchpoint, person from responses where project = ? and bucket = ? and id = ?',
  );
  const claimOf = connection.prepare<[string, string, number], EarlierClaim>(
    'select touchpoint, person from claims where project = ? and response = ? and at > ?',
  );
  const shownTo = connection.prepare<
    [string, string],
    { touchpoint: string; shown: number; dismissed: 0 | 1 }
  >(
    `select touchpoint, shown, dismissed from responses
     where project = ? and person = ? and verified = 1 order by shown desc limit ${historyLength}`,
  );
  const claimedFor = connection.prepare<
    [string, string, number],
    { response: string; touchpoint: string; shown: number }
  >('select response, touchpoint, at as shown from claims where project = ? and person = ? and at > ?');
  const peopleOf = createPeople(connection);

  return (claim, judge) => {
    const { project, response, person, at } = claim;
    const buckets = programs.bucketsOf(project);
    const stored = (id: string) => responseOf.get(project, bucketOf(id, buckets), id);
    const earlier = stored(response) ?? claimOf.get(project, response, at - keptMs.claims);
    if (earlier) return { outcome: sameOrConflict(claim, earlier), grants: false, joins: false };
    const claimed = claimedFor
      .all(project, person, at - keptMs.claims)
      // A claim whose response has come stands in the history already.
      .filter((one) => !stored(one.response))
      .map(({ touchpoint, shown }): Showing => ({ touchpoint, shown }));
    const shown = shownTo
      .all(project, person)
      .map(({ dismissed, ...showing }): Showing => ({ ...showing, dismissed: dismissed === 1 }));
    const { people, joins } = peopleOf(claim);
    const decision = judge({ history: [...claimed, ...shown], people });
    return {
      outcome: decision.ask ? { kind: 'granted' } : { kind: 'refused', decision },
      grants: decision.ask,
      joins,
    };
  };
}

interface People extends Pick<ClaimBasis, 'people'> {
  joins: boolean;
}

/** Returns a function that counts the people of a claim's account, where the claim wants them counted. */
function createPeople(connection: Database): (claim: Claim) => People {
  const known = connection.prepare<[Claim], { known: number; joined: number | null }>(
    `select count(*) as known, sum(person = @person) as joined from (
       select person from responses
         where project = @project and account = @account and person is not null and verified = 1
       union select person from members where project = @project and account = @account)`,
  );
  const asked = connection.prepare<[Claim & { live: number }], { others: number; self: 0 | 1 | null }>(
    `select count(*) filter (where person <> @person) as others, max(person = @person) as self from (
       select person from responses
         where project = @project and account = @account and person is not null and verified = 1
           and shown >= @countPeopleSince
       union select person from claims
         where project = @project and account = @account and at > @live and at >= @countPeopleSince)`,
  );
  return (claim) => {
    if (claim.account === null || claim.countPeopleSince === null) return { people: null, joins: false };
    const count = known.get(claim);
    const joins = !count?.joined;
    const { others = 0, self = 0 } = asked.get({ ...claim, live: claim.at - keptMs.claims }) ?? {};
    return {
      people: {
        known: (count?.known ?? 0) + (joins ? 1 : 0),
        askedOthers: others,
        wasAsked: self === 1,
      },
      joins,
    };
  };
}
