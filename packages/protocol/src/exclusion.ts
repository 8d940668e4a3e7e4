import { z } from 'zod';
import { limits } from './limits.ts';
import { instant, reference, uuid } from './wire-values.ts';

/** Why answers are left out of the scores. */
export const exclusionReasons = ['test', 'staff', 'bot'] as const;

const words = z.string().min(1).max(limits.exclusionNoteLength);

/** An exclusion as it is told: who left something out, why and when. */
export const exclusion = z.object({
  id: uuid,
  reason: z.enum(exclusionReasons),
  by: reference,
  note: z.exactOptional(words),
  at: instant,
});

/**
 * The body of `POST /v1/exclusions`: exactly one of some responses, a person or an account. What a person or an account
 * answers later is left out too, until the exclusion is lifted.
 *
 * @example
 * exclusionRequest.parse({ person: 'u-17', reason: 'staff', by: 'ana@example.com' });
 */
export const exclusionRequest = z
  .strictObject({
    /** Makes the request repeatable: the same id with the same content is the same exclusion. */
    id: z.exactOptional(uuid),
    responses: z.exactOptional(z.array(uuid).min(1).max(limits.responsesPerExclusion)),
    person: z.exactOptional(reference),
    account: z.exactOptional(reference),
    reason: z.enum(exclusionReasons),
    by: reference,
    note: z.exactOptional(words),
  })
  .refine(
    ({ responses, person, account }) =>
      [responses, person, account].filter((target) => target !== undefined).length === 1,
    { error: 'must name exactly one of responses, person and account' },
  );

export type ExclusionReason = (typeof exclusionReasons)[number];
export type ToldExclusion = z.output<typeof exclusion>;
export type ExclusionRequest = z.output<typeof exclusionRequest>;
