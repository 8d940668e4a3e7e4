import { z } from 'zod';

const names = z.array(z.string());
const changed = { added: names, removed: names, changed: names };

const changes = z
  .strictObject({
    touchpoints: z.strictObject({
      ...changed,
      fields: z.record(z.string(), names).describe('What has changed of each changed touchpoint.'),
    }),
    surveys: z.strictObject({
      ...changed,
      questions: z
        .record(
          z.string(),
          z.strictObject({
            ...changed,
            fields: z.record(z.string(), names),
            reordered: z.boolean(),
            locales: names,
          }),
        )
        .describe('What has changed of each changed survey.'),
    }),
    settings: names.describe('The other parts of the document that differ.'),
  })
  .meta({ id: 'ProgramChanges' });

const surveys = z.record(z.string(), z.int().min(1)).describe('The version of each survey.');

/** The answer of `PUT /v1/program`. */
export const pushedProgram = z
  .strictObject({
    revision: z.int().nullable().describe('The live one; null when a dry run comes before the first push.'),
    dryRun: z.boolean(),
    surveys,
    changes,
  })
  .meta({ id: 'PushedProgram' });

/** The answer of `GET /v1/program/versions`, the newest first. */
export const revisionPage = z
  .strictObject({
    versions: z.array(
      z.strictObject({
        revision: z.int(),
        created: z.string(),
        live: z.boolean(),
        surveys,
        changes: changes.describe('Against the revision before.'),
      }),
    ),
    next: z.int().nullable(),
  })
  .meta({ id: 'RevisionPage' });

/** What `GET /v1/program?key=` gives a page; durations are milliseconds. */
export const clientProgramAnswer = z
  .object({
    revision: z.int(),
    locale: z.string(),
    touchpoints: z.record(
      z.string(),
      z.looseObject({
        survey: z.string(),
        sample: z.number(),
        priority: z.number(),
        closedUntil: z
          .string()
          .nullable()
          .describe('When the quota or the target lets people be asked again.'),
      }),
    ),
    surveys: z.record(
      z.string(),
      z.looseObject({
        version: z.int(),
        questions: z.array(z.looseObject({ id: z.string(), type: z.string() })),
      }),
    ),
    governor: z.object({ quietPeriod: z.number(), perSession: z.int() }),
    moments: z.exactOptional(z.literal(true)),
    triggers: z.exactOptional(z.literal(true)),
  })
  .meta({ id: 'ClientProgram' });

export type PushedProgram = z.output<typeof pushedProgram>;
export type RevisionPage = z.output<typeof revisionPage>;
