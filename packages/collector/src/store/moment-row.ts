import type { Properties } from '@milepost/protocol';
import type { Moment } from './claim.ts';

/** Open moments that one person may have; the oldest give way. */
export const openPerPerson = 20;

/** A moment as a database holds it. */
export interface MomentRow extends Omit<Moment, 'facts'> {
  /** RFC 8785 text, or null. */
  facts: string | null;
}

export function momentOf({ facts, ...row }: MomentRow): Moment {
  return { ...row, ...(facts !== null && { facts: JSON.parse(facts) as Properties }) };
}
