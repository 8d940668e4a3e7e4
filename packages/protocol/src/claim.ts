import { z } from 'zod';
import { knownPerson, type Properties, proof } from './response.ts';
import { name, uuid } from './wire-values.ts';

/**
 * The body of `POST /v1/claims`: may this person be asked here, now, as this response? Without a touchpoint and a
 * response it only asks for the person's open moments.
 *
 * @example
 * claimRequest.parse({ key: 'mp_pub_0123456789abcdef', person: { id: 'u-17' } });
 */
export const claimRequest = z
  .object({
    key: z.string(),
    person: knownPerson.extend({ proof: z.exactOptional(proof) }),
    touchpoint: z.exactOptional(name),
    response: z.exactOptional(uuid),
  })
  .refine(({ response, touchpoint }) => response === undefined || touchpoint !== undefined, {
    path: ['touchpoint'],
    error: 'is required with a response; leave both out to ask for open moments only',
  })
  .refine(({ response, touchpoint }) => touchpoint === undefined || response !== undefined, {
    path: ['response'],
    error: 'is required with a touchpoint; leave both out to ask for open moments only',
  });

export type ClaimRequest = z.output<typeof claimRequest>;

/** The answer of `POST /v1/claims`. */
export type ClaimAnswer =
  | { ask: true; moments: OpenMoment[] }
  | {
      ask: false;
      /** The gate that is closed; null when no touchpoint was named. */
      reason: string | null;
      /** When it opens by itself (RFC 3339), or null. */
      until: string | null;
      moments: OpenMoment[];
    };

/** A moment that the person has not been asked about yet. */
export interface OpenMoment {
  id: string;
  touchpoint: string;
  facts?: Properties;
  /** RFC 3339. */
  expires: string;
}
