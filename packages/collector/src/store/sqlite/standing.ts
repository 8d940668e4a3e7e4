import type { Database } from 'better-sqlite3';
import { erasureHash } from '../erasure-hash.ts';
import type { Standing } from '../settle.ts';
import { fitting } from './exclusion-rows.ts';

/** Who an id belongs to that was erased. */
export type ErasedKind = 'person' | 'response';

/** What exclusions and erasures say of the responses of a project, for the length of a transaction. */
export interface ProjectStanding extends Standing {
  /** When the person was erased, or null. */
  personErased(person: string): number | null;
}

interface Flags {
  key: string;
  exclusions: 0 | 1;
  erasures: 0 | 1;
}

/**
 * Returns a function that tells where a project stands. It is to be called anew in each transaction, since another
 * process may have changed it; a project that excludes nothing and erased nobody costs one look for all its responses.
 */
export function createStanding(connection: Database): (project: string) => ProjectStanding {
  const flags = connection.prepare<[string], Flags>(
    `select erasure_key as key, has_exclusions as exclusions, has_erasures as erasures from projects where id = ?`,
  );
  const fits = connection.prepare(`${fitting} limit 1`);
  const erasedAt = connection
    .prepare<[string, ErasedKind, string], number>(
      'select at from erasures where project = ? and kind = ? and hash = ?',
    )
    .pluck();
  return (project) => {
    const { key = '', exclusions = 0, erasures = 0 } = flags.get(project) ?? {};
    const erased = (kind: ErasedKind, id: string) =>
      erasures ? (erasedAt.get(project, kind, erasureHash(key, id)) ?? null) : null;
    const personErased = (person: string) => erased('person', person);
    return {
      excludes: ({ id, person }) =>
        exclusions === 1 &&
        fits.get({ project, id, person: person?.id ?? null, account: person?.account ?? null }) !== undefined,
      erased: ({ id, person }) => ({
        person: person?.id === undefined ? null : personErased(person.id),
        response: erased('response', id) !== null,
      }),
      personErased,
    };
  };
}
