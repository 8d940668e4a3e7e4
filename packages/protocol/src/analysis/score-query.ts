import { z } from 'zod';
import { confidence, filters, formats, interval, isRange, list, range, rangeFault } from './parameters.ts';

/** The metrics that are computed from the answers to one type of question. */
export const answerMetrics = ['nps', 'csat', 'ces', 'cxi', 'pmf', 'rating', 'thumbs'] as const;
/** The metrics that can be asked for; `cx` is the weighted score of NPS, CSAT and CES. */
export const metricNames = [...answerMetrics, 'cx'] as const;

export const answerMetric = z
  .enum(answerMetrics, `must be one of ${answerMetrics.join(', ')}`)
  .describe('What is computed.');
export const scale = z.exactOptional(
  z.string().min(1).describe('The scale, where a metric has several: `1..7`, `1..5:effort`, …'),
);
export const breakdowns = list
  .pipe(z.array(z.string()).max(2, 'must be at most 2 breakdowns'))
  .describe('Up to two breakdowns, separated by commas.');
export const weights = z.exactOptional(
  z
    .string()
    .regex(
      /^nps:\d+(\.\d+)?,csat:\d+(\.\d+)?,ces:\d+(\.\d+)?$/,
      'must be weights that add up to 100, such as nps:40,csat:40,ces:20',
    )
    .transform((text) => {
      const [nps = 0, csat = 0, ces = 0] = text.split(',').map((part) => Number(part.split(':')[1]));
      return { nps, csat, ces };
    })
    .refine(
      (given) =>
        Object.values(given).every((one) => one > 0) &&
        Math.abs(given.nps + given.csat + given.ces - 100) < 1e-9,
      'must be weights above 0 that add up to 100',
    )
    .describe('The parts of NPS, CSAT and CES in the overall score; a third each by default.'),
);

/** The parameters of `GET /v1/scores`. A parameter that is not here is an error. */
export const scoreQuery = z
  .strictObject({
    metric: z.enum(metricNames, `must be one of ${metricNames.join(', ')}`).describe('What is computed.'),
    scale,
    ...range,
    interval: interval.default('all'),
    by: breakdowns.default([]),
    ...filters,
    confidence: confidence.default(0.95),
    compare: z.exactOptional(
      z.literal('previous', 'must be previous').describe('Compares every row with the period before it.'),
    ),
    unit: z
      .enum(['answer', 'account'], 'must be answer or account')
      .default('answer')
      .describe('What has one vote: every answer, or every account.'),
    weights,
    format: formats,
  })
  .refine(isRange, rangeFault)
  .refine(({ metric, weights: given }) => metric === 'cx' || given === undefined, {
    path: ['weights'],
    error: 'are for metric=cx alone',
  })
  .refine(({ metric, unit }) => metric !== 'cx' || unit === 'answer', {
    path: ['unit'],
    error: 'must be answer for metric=cx, whose components have their own intervals',
  })
  .refine(({ metric, scale: given }) => metric !== 'cx' || given === undefined, {
    path: ['scale'],
    error: 'is not for metric=cx, which has no scale of its own',
  });

export type ScoreQuery = z.output<typeof scoreQuery>;
export type ScoreQueryInput = z.input<typeof scoreQuery>;
export type AnswerMetric = (typeof answerMetrics)[number];
export type MetricName = (typeof metricNames)[number];
