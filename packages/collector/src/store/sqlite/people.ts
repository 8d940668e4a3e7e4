import type { Database } from 'better-sqlite3';
import type { ExclusionRow } from '../exclusion-row.ts';
import type { Erasure, Exclusion, KeptResponse, PersonRecord } from '../store.ts';
import type { Erasures } from './erasures.ts';
import { createFitting, withTargets } from './exclusion-rows.ts';
import type { Moments } from './moments.ts';
import type { RejectedResponses } from './rejected.ts';
import type { ResponseRows } from './response-rows.ts';

interface PeopleParts {
  connection: Database;
  rows: ResponseRows;
  moments: Moments;
  rejected: RejectedResponses;
  erasures: Erasures;
}

/** Everything that is known of a person, and its end. */
export function createPeople({ connection, rows, moments, rejected, erasures }: PeopleParts) {
  const fitting = createFitting(connection);
  const exclusionsOf = connection.prepare<[Record<string, string>], ExclusionRow>(
    `select id, reason, "by", note, at from exclusions where project = @project and id in (
       select exclusion from exclusion_targets where project = @project and (
         (kind = 'person' and target = @person)
         or (kind = 'account' and target in (select value from json_each(@accounts)))
         or (kind = 'response' and target in (select value from json_each(@responses)))))
     order by at desc, id desc`,
  );
  const dropClaims = connection.prepare('delete from claims where project = ? and person = ?');
  const dropMembers = connection.prepare('delete from members where project = ? and person = ?');
  const dropTarget = connection.prepare(
    `delete from exclusion_targets where project = ? and kind = 'person' and target = ?`,
  );

  return {
    read: (project: string, { id, now }: { id: string; now: number }): PersonRecord => {
      const responses = rows.ofPerson(project, id).flatMap((key): KeptResponse[] => {
        const found = rows.find(project, key);
        if (!found) return [];
        const { day: _day, excluded, ...kept } = found;
        const account = found.state.person?.account ?? null;
        return [{ ...kept, excluded: excluded ? fitting(project, { id: key.id, person: id, account }) : [] }];
      });
      const ids = responses.map(({ state }) => state.id);
      const accounts = responses.flatMap(({ state }) => state.person?.account ?? []);
      const mine = new Set([...ids, ...accounts, id]);
      const found = exclusionsOf.all({
        project,
        person: id,
        accounts: JSON.stringify(accounts),
        responses: JSON.stringify(ids),
      });
      const exclusions = withTargets(connection, project, found).map(
        (one): Exclusion => ({
          ...one,
          // What else it is about is no business of this person's.
          targets: one.targets.filter(({ target }) => mine.has(target)),
        }),
      );
      return {
        responses,
        moments: moments.ofPerson(project, { id, now }),
        exclusions,
        rejected: rejected.ofPerson(project, { id, responses: ids }),
      };
    },
    /** To be called inside a transaction. */
    erase: (
      project: string,
      { id, at, answers }: { id: string; at: number; answers: 'keep' | 'delete' },
    ): Erasure => {
      erasures.remember(project, { kind: 'person', id, at });
      const keys = rows.ofPerson(project, id);
      const taken = { keys, at };
      const responses =
        answers === 'keep' ? erasures.keepAnswers(project, taken) : erasures.deleteAnswers(project, taken);
      dropTarget.run(project, id);
      erasures.dropEmptyExclusions(project);
      dropClaims.run(project, id);
      dropMembers.run(project, id);
      return {
        responses,
        moments: moments.removePerson(project, id),
        rejected: rejected.removePerson(project, { id, responses: keys.map((key) => key.id) }),
      };
    },
  };
}
