import { z } from 'zod';
import { intervals } from './parameters.ts';
import { answerMetrics, metricNames } from './score-query.ts';

const count = z.int().min(0);
/** Null where k-anonymity keeps it back. */
const kept = count.nullable();
const share = z.number().min(0).max(1).nullable();

/** How often prompts were shown, and what became of them. Rates have `shown` as their base; null when it is 0. */
export const funnel = z
  .strictObject({
    shown: kept,
    started: kept.describe('With at least one answer.'),
    completed: kept,
    dismissed: kept.describe('Closed, escaped or put off, without a completion.'),
    ignored: kept.describe('Timed out, superseded, or still open a day later.'),
    open: kept,
    answerRate: share.describe('started / shown'),
    completionRate: share.describe('completed / shown'),
    dismissRate: share.describe('dismissed / shown'),
  })
  .meta({ id: 'Funnel' });

const precision = z
  .enum(['counts_only', 'low', 'normal'])
  .describe('How much the score of so many answers can carry.');
const suppressed = z
  .literal('k_anonymity')
  .nullable()
  .describe('Why every count is null: fewer people than the project shows.');

/** What one score is above an earlier one. */
export const change = z
  .strictObject({
    from: z.string().describe('The period that it is compared with; days as 2026-10-01/2026-12-01.'),
    difference: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    p: z.number().min(0).max(1).nullable().describe('How often chance alone makes a difference as large.'),
  })
  .meta({ id: 'Change' });

/** A score with all that tells how far it can be trusted. */
export const scored = {
  n: kept.describe('Answers.'),
  score: z.number().nullable(),
  mean: z.number().nullable().describe('The mean answer, in values of the scale.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  histogram: z.record(z.string(), kept).describe('Answers of each value of the scale.'),
  precision,
  suppressed,
  designEffect: z.exactOptional(
    z
      .number()
      .nullable()
      .describe(
        'Where accounts are known: how many times less the answers say than as many independent ones.',
      ),
  ),
  clusters: z.exactOptional(
    kept.describe('Accounts, and answers without one; not there where the design effect is borrowed.'),
  ),
};

/** A part of the overall score. */
const component = z
  .strictObject({
    actual: z.number().nullable(),
    worst: z.number(),
    best: z.number(),
    weight: z.number(),
    weighted: z.number().nullable(),
    n: kept,
    low: z.number().nullable(),
    high: z.number().nullable(),
  })
  .meta({ id: 'Component' });
export const components = z.strictObject({ nps: component, csat: component, ces: component });

const scoreRow = z
  .strictObject({
    period: z.string().describe('2026-11-22, 2026-W47, 2026-10, 2026-Q4, 2026 or all.'),
    group: z.record(z.string(), z.string()).describe('The value of each breakdown.'),
    ...scored,
    partial: z.boolean().describe('The range or today cuts the period short.'),
    funnel,
    components: z.exactOptional(components.describe('Of metric=cx.')),
    change: z.exactOptional(change.nullable().describe('With compare=previous; null without a row before.')),
  })
  .meta({ id: 'ScoreRow' });

/** The answer of `GET /v1/scores`. Nothing in it is rounded. */
export const scoreTable = z
  .strictObject({
    metric: z.enum(metricNames),
    scale: z.string().nullable().describe('Null when the rows have several.'),
    from: z.string().nullable(),
    to: z.string(),
    interval: z.enum(intervals),
    timezone: z.string(),
    confidence: z.number(),
    method: z.string().describe('How the intervals are made.'),
    rows: z.array(scoreRow),
    notes: z.array(z.string()),
  })
  .meta({ id: 'ScoreTable' });

/** What of a metric a report shows beside others. */
export const metricScore = z
  .strictObject({
    metric: z.enum(answerMetrics),
    scale: z.string(),
    method: z
      .string()
      .describe('How the interval is made; with t the score is a mean, in values of the scale.'),
    ...scored,
  })
  .meta({ id: 'MetricScore' });

export type Funnel = z.output<typeof funnel>;
export type Change = z.output<typeof change>;
export type ScoreRow = z.output<typeof scoreRow>;
export type ScoreTable = z.output<typeof scoreTable>;
export type MetricScore = z.output<typeof metricScore>;
export type Components = z.output<typeof components>;
