import type { OpenMoment, Person } from '@milepost/protocol';
import type { Outcome } from '../api.ts';
import type { Storage } from '../ports/storage.ts';
import type { Claims } from './claims.ts';
import { frozenPerson } from './freeze.ts';

/**
 * Triggers the open moments of the person who is there, one after the other, while they are. The session remembers
 * whose it has tried; a page that is left before the end leaves them to the next.
 */
export type Visit = (present: () => Person | null, trigger: Trigger) => Promise<void>;

type Trigger = (touchpoint: string, facts: OpenMoment['facts']) => Promise<Outcome>;

interface VisitOptions {
  claims: Pick<Claims, 'moments'>;
  session: Pick<Storage, 'set'>;
  prefix: string;
}

export function createVisit({ claims, session, prefix }: VisitOptions): Visit {
  /** Whose moments this page has asked for. */
  let visitor: string | undefined;
  return async (present, trigger) => {
    const person = present();
    if (!person?.id || person.id === visitor) return;
    const { id } = person;
    visitor = id;
    const moments = await claims.moments(frozenPerson(person));
    let missed = !moments;
    for (const { touchpoint, facts } of moments ?? []) {
      if (present()?.id !== id) return;
      const { reason } = await trigger(touchpoint, facts);
      missed ||= reason === 'busy';
    }
    // The client looks there before it loads this part. What met another prompt is for the next page, or `identify`.
    if (missed) visitor = undefined;
    else session.set(`${prefix}m`, id);
  };
}
