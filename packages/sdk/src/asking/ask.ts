import type { Weighed } from '@milepost/engine';
import type { ClientProgram, Person, Response } from '@milepost/protocol';

/** Whether a touchpoint may ask at this moment, and whom. */
export interface Occasion extends Omit<Weighed, 'reason'> {
  reason: string | null | undefined;
  program: ClientProgram | undefined;
  /** Whose history remembers the prompt. */
  subject: string;
  person: Person | null;
  /** The language that the host wants, if not that of its page. */
  locale: string | undefined;
}

/** A touchpoint that was reached, and might ask. */
export interface Ask {
  touchpoint: string;
  facts: Response['facts'];
  /** Who reached it. */
  subject: string;
  /** When it was reached, in milliseconds since the epoch: the delay counts from there. */
  since: number;
  /** The address on which it was reached. */
  address: string;
  /** The page itself reached it, not the code of the host. */
  automatic?: boolean | undefined;
  /** Decides anew: much may have happened, in other tabs too. Its own turn does not count as `busy` unless told so. */
  again(busy?: boolean): Occasion;
}
