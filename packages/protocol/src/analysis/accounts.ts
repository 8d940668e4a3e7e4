import { z } from 'zod';
import { date, formats, list, pageLimit } from './parameters.ts';

const accountClasses = ['dangling', 'at_risk', 'growth', 'happy', 'none'] as const;

/** The parameters of `GET /v1/accounts`. */
export const accountQuery = z.strictObject({
  asOf: z.exactOptional(date.describe('The day that is looked back from; tomorrow by default.')),
  class: z.exactOptional(
    list
      .pipe(z.array(z.enum(accountClasses, `must be one of ${accountClasses.join(', ')}`)))
      .describe('Only accounts of these classes.'),
  ),
  after: z.exactOptional(
    z
      .string()
      .min(1)
      // The name of an account is part of it.
      .max(2_000, 'must be the `next` of another page')
      .describe('Where the page begins: the `next` of the page before.'),
  ),
  limit: pageLimit.default(100),
  format: formats,
});
/** The parameters of `GET /v1/accounts/:id`. */
export const oneAccountQuery = z.strictObject({ asOf: accountQuery.shape.asOf });

const prompts = z.strictObject({ answered: z.int(), shown: z.int() });

const account = {
  account: z.string(),
  class: z.enum(['dangling', 'at_risk', 'growth', 'happy']).nullable(),
  reasons: z.array(z.string()),
  absent: z.array(z.string()).describe('Signals that no source gives.'),
  sentiment: z
    .number()
    .describe('(P - D) / (N + 3) over the latest answer of each person to each survey, -1 to 1.'),
  answers: z.strictObject({ detractors: z.int(), passives: z.int(), promoters: z.int() }),
  quarters: z
    .array(z.number().nullable())
    .describe('Net score of each third of the window, -1 to 1, the latest last; null without answers.'),
  prompts: z
    .strictObject({ earlier: prompts, latest: prompts })
    .describe('Prompts that its people saw, in the earlier part of the window and in its latest days.'),
  silence: z.strictObject({
    p: z.number().nullable().describe('Null with too few prompts to tell.'),
    adjusted: z.number().nullable().describe('Adjusted for all accounts of the run (Benjamini-Hochberg).'),
    power: z.number().nullable().describe('The p that a complete silence would give.'),
  }),
  renewalIntent: z
    .number()
    .nullable()
    .describe('The latest answer to a question declared as renewal_intent, on 0 to 10.'),
  growthIntent: z
    .number()
    .nullable()
    .describe('The latest answer to a question declared as growth_intent, on 0 to 10.'),
  decisionMakerLatest: z
    .number()
    .nullable()
    .describe('The latest NPS answer, 0 to 10, of somebody whose role is decision_maker.'),
  latest: z.string().nullable().describe('When anybody of it answered last.'),
  people: z.int().describe('People who were shown a prompt in the window.'),
};

const run = {
  asOf: z.string(),
  window: z.strictObject({ days: z.int(), latestDays: z.int() }),
  thresholds: z.record(z.string(), z.number()),
  ruleVersion: z.int(),
};

export const accountAnswer = z
  .strictObject({
    ...run,
    rows: z.array(z.strictObject(account)),
    next: z.string().nullable(),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Accounts' });

export const oneAccountAnswer = z
  .strictObject({
    ...run,
    ...account,
    persons: z.array(
      z.strictObject({
        person: z.string().nullable().describe('Null for somebody anonymous.'),
        role: z.string().nullable(),
        touchpoint: z.string(),
        survey: z.string(),
        question: z.string(),
        value: z.number(),
        sentiment: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
        at: z.string(),
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Account' });

export type AccountQuery = z.output<typeof accountQuery>;
export type AccountAnswer = z.output<typeof accountAnswer>;
export type OneAccountAnswer = z.output<typeof oneAccountAnswer>;
