import { z } from 'zod';
import { confidence, filters, formats, isRange, range, rangeFault } from './parameters.ts';
import { answerMetric, scale } from './score-query.ts';
import { scored } from './score-table.ts';

/** The parameters of `GET /v1/cohorts`. */
export const cohortQuery = z
  .strictObject({
    metric: answerMetric,
    scale,
    ...range,
    ...filters,
    segment: z
      .string()
      .min(1)
      .default('vintage')
      .describe(
        'The declared segment whose values are months (2026-01), quarters (2026-Q1) or years (2026).',
      ),
    age: z
      .enum(['month', 'quarter', 'year'], 'must be one of month, quarter, year')
      .default('month')
      .describe('What age is counted in.'),
    confidence: confidence.default(0.95),
    format: formats,
  })
  .refine(isRange, rangeFault);

export const cohortAnswer = z
  .strictObject({
    metric: z.string(),
    scale: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string(),
    timezone: z.string(),
    segment: z.string(),
    age: z.string(),
    rows: z.array(
      z.strictObject({
        vintage: z.string(),
        age: z.int().min(0).describe('Whole periods since the vintage began; 0 is its own.'),
        ...scored,
        partial: z.boolean(),
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Cohorts' });

export type CohortQuery = z.output<typeof cohortQuery>;
export type CohortAnswer = z.output<typeof cohortAnswer>;
