import { z } from 'zod';
import { exclusion } from '../exclusion.ts';
import { rejectionCodes } from '../problem.ts';
import { importLine, properties } from '../response.ts';
import { instant, reference, uuid } from '../wire-values.ts';

const count = z.int().min(0);

/** A moment as `POST /v1/moments` answers it. */
export const toldMoment = z
  .strictObject({
    id: uuid,
    person: z.strictObject({ id: reference }),
    touchpoint: z.string(),
    facts: z.exactOptional(properties),
    expires: instant,
  })
  .meta({ id: 'Moment' });

/** An exclusion in the form of its request. */
const toldExclusion = z
  .strictObject({
    ...exclusion.shape,
    responses: z.exactOptional(z.array(uuid)),
    person: z.exactOptional(reference),
    account: z.exactOptional(reference),
  })
  .meta({ id: 'Exclusion' });

/** The answer of `POST /v1/exclusions` and of its `DELETE`. */
export const exclusionChange = z
  .strictObject({ id: uuid, changed: count.describe('Responses that left the scores, or came back.') })
  .meta({ id: 'ExclusionChange' });

/** The answer of `GET /v1/exclusions`. */
export const exclusionPage = z
  .strictObject({ exclusions: z.array(toldExclusion), next: z.string().nullable() })
  .meta({ id: 'ExclusionPage' });

/** A response that was refused, as it came. */
const rejectedResponse = z
  .strictObject({
    id: z.string().nullable(),
    person: z.string().nullable(),
    code: z.enum(rejectionCodes),
    detail: z.string(),
    input: z.string().nullable().describe('The JSON that came, as far as it is kept.'),
    at: instant,
  })
  .meta({ id: 'RejectedResponse' });

/** The answer of `GET /v1/rejected`. */
export const rejectedPage = z
  .strictObject({ rejected: z.array(rejectedResponse), next: z.int().nullable() })
  .meta({ id: 'RejectedPage' });

/** The answer of `GET /v1/people/:id`. */
export const knownOfPerson = z
  .strictObject({
    person: z.strictObject({ id: reference }),
    responses: z.array(importLine),
    moments: z.array(toldMoment),
    exclusions: z.array(toldExclusion),
    rejected: z.array(rejectedResponse),
  })
  .meta({ id: 'KnownOfPerson' });

/** The answer of `DELETE /v1/people/:id`: how much of the person was there. */
export const erasure = z
  .strictObject({ responses: count, moments: count, rejected: count })
  .meta({ id: 'Erasure' });

export type ToldMoment = z.output<typeof toldMoment>;
export type ExclusionChange = z.output<typeof exclusionChange>;
export type ExclusionPage = z.output<typeof exclusionPage>;
export type RejectedPage = z.output<typeof rejectedPage>;
export type KnownOfPerson = z.output<typeof knownOfPerson>;
export type Erasure = z.output<typeof erasure>;
