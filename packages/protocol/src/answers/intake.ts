import { z } from 'zod';
import type { ClaimAnswer } from '../claim.ts';
import { rejectionCodes } from '../problem.ts';
import { properties } from '../response.ts';
import { instant, uuid } from '../wire-values.ts';

const count = z.int().min(0);
const code = z.enum(rejectionCodes).describe('Stable; the detail may change.');

/** The answer of `POST /v1/responses`: it is sent when everything that it counts is on the disk. */
export const acknowledgement = z
  .strictObject({
    accepted: count.describe('New or changed.'),
    repeated: count.describe('Changed nothing.'),
    rejected: z.array(
      z.strictObject({
        id: z.string().nullable().describe('Null where it could not be read.'),
        code,
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'Acknowledgement' });

/** The answer of `POST /v1/import`. */
export const importReport = z
  .strictObject({
    accepted: count,
    repeated: count,
    rejected: count,
    faults: z
      .array(z.strictObject({ line: z.int().min(1), code, detail: z.string() }))
      .describe('The first 100; lines are counted from 1.'),
  })
  .meta({ id: 'ImportReport' });

const openMoment = z
  .strictObject({ id: uuid, touchpoint: z.string(), facts: z.exactOptional(properties), expires: instant })
  .meta({ id: 'OpenMoment' });
const moments = z.array(openMoment).describe('What the person has not been asked about yet.');

/** The answer of `POST /v1/claims`. */
export const claimAnswer = z
  .union([
    z.strictObject({ ask: z.literal(true), moments }),
    z.strictObject({
      ask: z.literal(false),
      reason: z.string().nullable().describe('The gate that is closed; null when no touchpoint was named.'),
      until: z.string().nullable().describe('When it opens by itself.'),
      moments,
    }),
  ])
  .meta({ id: 'ClaimAnswer' }) satisfies z.ZodType<ClaimAnswer>;

export type Acknowledgement = z.output<typeof acknowledgement>;
export type ImportReport = z.output<typeof importReport>;
