import { z } from 'zod';
import {
  confidence,
  date,
  decimalNumber,
  filters,
  formats,
  isRange,
  range,
  rangeFault,
  wholeNumber,
} from './parameters.ts';
import { answerMetric, scale } from './score-query.ts';
import { scored } from './score-table.ts';

const settings = {
  k: decimalNumber((decimal) => decimal.min(0, 'must be 0 or more'))
    .default(0.5)
    .describe('Slack of the CUSUM, in standard errors.'),
  h: decimalNumber((decimal) => decimal.gt(0, 'must be above 0'))
    .default(5)
    .describe('Limit of the CUSUM, in standard errors.'),
  lambda: decimalNumber((decimal) =>
    decimal.gt(0, 'must be above 0 and up to 1').max(1, 'must be above 0 and up to 1'),
  )
    .default(0.2)
    .describe('Weight of the newest value in the EWMA.'),
  L: decimalNumber((decimal) => decimal.gt(0, 'must be above 0'))
    .default(2.962)
    .describe('Width of the EWMA’s limits.'),
};

/** The parameters of `GET /v1/trends`. */
export const trendQuery = z
  .strictObject({
    metric: answerMetric,
    scale,
    ...range,
    ...filters,
    interval: z
      .enum(['day', 'week', 'month'], 'must be one of day, week, month')
      .default('week')
      .describe('The length of a period.'),
    method: z.enum(['cusum', 'ewma'], 'must be cusum or ewma').default('cusum').describe('What watches.'),
    ...settings,
    baseline: wholeNumber((whole) => whole.min(2, 'must be 2 to 100').max(100, 'must be 2 to 100'))
      .default(8)
      .describe('The first complete periods with a score, that the others are held against.'),
    acknowledged: z.exactOptional(
      date.describe(
        'A change of this day is known: the watch begins anew there, with a baseline of its own.',
      ),
    ),
    confidence: confidence.default(0.95),
    format: formats,
  })
  .refine(isRange, rangeFault);

export const trendAnswer = z
  .strictObject({
    metric: z.string(),
    scale: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string(),
    interval: z.string(),
    timezone: z.string(),
    method: z.enum(['cusum', 'ewma']),
    settings: z.record(z.string(), z.number()),
    target: z.number().nullable().describe('The score of the (last) baseline; null when there is none.'),
    points: z.array(
      z.strictObject({
        period: z.string(),
        ...scored,
        partial: z.boolean(),
        baseline: z.boolean().describe('One of the periods that the others are held against.'),
        target: z.number().nullable(),
        up: z.number().nullable().describe('CUSUM: the sum above the target. EWMA: the smoothed score.'),
        down: z.number().nullable().describe('CUSUM: the sum below the target. EWMA: null.'),
      }),
    ),
    signals: z.array(
      z.strictObject({
        side: z.enum(['up', 'down']),
        seen: z.string().describe('The period in which the limit was exceeded.'),
        since: z.string().describe('The period in which the change began, as estimated.'),
        date: z.string().describe('The first day of it.'),
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Trends' });

export type TrendQuery = z.output<typeof trendQuery>;
export type TrendAnswer = z.output<typeof trendAnswer>;
