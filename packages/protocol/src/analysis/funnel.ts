import { z } from 'zod';
import { filters, formats, interval, isRange, range, rangeFault } from './parameters.ts';
import { breakdowns } from './score-query.ts';
import { funnel } from './score-table.ts';

/** The parameters of `GET /v1/funnel`. */
export const funnelQuery = z
  .strictObject({
    ...range,
    interval: interval.default('all'),
    by: breakdowns.default(['touchpoint']),
    touchpoint: filters.touchpoint,
    stage: filters.stage,
    survey: filters.survey,
    channel: filters.channel,
    where: filters.where,
    format: formats,
  })
  .refine(isRange, rangeFault);

export const funnelAnswer = z
  .strictObject({
    from: z.string().nullable(),
    to: z.string(),
    interval: z.string(),
    timezone: z.string(),
    rows: z.array(
      z.strictObject({
        period: z.string(),
        group: z.record(z.string(), z.string()),
        partial: z.boolean(),
        triggered: z
          .int()
          .nullable()
          .describe(
            'From tallies; null where no device has sent any, or the row is split by what they do not know.',
          ),
        gates: z.record(z.string(), z.int()).nullable().describe('How often each gate kept a prompt back.'),
        eligible: z.int().nullable().describe('triggered less all gates.'),
        ...funnel.shape,
        suppressed: z.literal('k_anonymity').nullable(),
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'FunnelTable' });

export type FunnelQuery = z.output<typeof funnelQuery>;
export type FunnelAnswer = z.output<typeof funnelAnswer>;
