import type { Person, Response } from '@milepost/protocol';

/** The latest state of a response, with the person whose it is. */
export interface Parcel {
  person: Person | null;
  response: Response;
}
