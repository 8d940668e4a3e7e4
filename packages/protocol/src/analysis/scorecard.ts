import { z } from 'zod';
import { confidence, filters, isRange, range, rangeFault } from './parameters.ts';
import { weights } from './score-query.ts';
import { components, funnel, metricScore } from './score-table.ts';

/** The parameters of `GET /v1/scorecard`. */
export const scorecardQuery = z
  .strictObject({
    ...range,
    touchpoint: filters.touchpoint,
    stage: filters.stage,
    channel: filters.channel,
    where: filters.where,
    confidence: confidence.default(0.95),
    weights,
  })
  .refine(isRange, rangeFault);

const overallCx = z
  .strictObject({
    score: z.number().nullable().describe('0 to 100; null when a component is missing.'),
    components,
  })
  .meta({ id: 'OverallCx' });

/** The scores of one place of the journey, whichever are asked there. */
const scores = {
  metrics: z.array(metricScore).describe('One for each metric and scale that was answered.'),
  cxi: z
    .strictObject({
      overall: metricScore,
      band: z.enum(['excellent', 'good', 'ok', 'poor', 'very_poor']).nullable(),
      questions: z.strictObject({ needs: metricScore, ease: metricScore, enjoyment: metricScore }),
    })
    .nullable()
    .describe('Null where it is not asked.'),
  cx: overallCx,
  funnel,
};

export const scorecardAnswer = z
  .strictObject({
    from: z.string().nullable(),
    to: z.string(),
    timezone: z.string(),
    confidence: z.number(),
    overall: z.strictObject(scores),
    stages: z.array(
      z.strictObject({
        stage: z.string(),
        label: z.string(),
        ...scores,
        touchpoints: z.array(
          z.strictObject({ touchpoint: z.string(), label: z.string(), pattern: z.string(), ...scores }),
        ),
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Scorecard' });

export type ScorecardQuery = z.output<typeof scorecardQuery>;
export type ScorecardAnswer = z.output<typeof scorecardAnswer>;
