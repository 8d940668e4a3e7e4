import { z } from 'zod';
import { decimalNumber, filters, formats, isRange, range, rangeFault } from './parameters.ts';
import { answerMetric, breakdowns, scale } from './score-query.ts';
import { change, scored } from './score-table.ts';

/** The parameters of `GET /v1/hotspots`. */
export const hotspotQuery = z
  .strictObject({
    metric: answerMetric,
    scale,
    by: breakdowns.pipe(z.array(z.string()).min(1, 'must be a breakdown such as touchpoint or a segment')),
    ...range,
    ...filters,
    q: decimalNumber((decimal) =>
      decimal.gt(0, 'must be above 0 and below 1').lt(1, 'must be above 0 and below 1'),
    )
      .default(0.05)
      .describe('The share of false discoveries that is put up with.'),
    minN: decimalNumber((decimal) => decimal.min(0, 'must be 0 or more'))
      .default(30)
      .describe('A group of fewer answers gets no flag.'),
    minEffect: z.exactOptional(
      decimalNumber((decimal) => decimal.min(0, 'must be 0 or more')).describe(
        'A smaller effect gets no flag; 10 points, or a tenth of the scale of a mean, by default.',
      ),
    ),
    format: formats,
  })
  .refine(isRange, rangeFault);

const flag = z.enum(['hot', 'bright', 'none']);

export const hotspotAnswer = z
  .strictObject({
    metric: z.string(),
    scale: z.string().nullable(),
    method: z.string().nullable().describe('How the intervals are made; null without rows.'),
    from: z.string().nullable(),
    to: z.string(),
    timezone: z.string(),
    by: z.array(z.string()),
    q: z.number(),
    minN: z.number(),
    minEffect: z.number(),
    rows: z
      .array(
        z.strictObject({
          group: z.record(z.string(), z.string()),
          ...scored,
          rest: z
            .number()
            .nullable()
            .describe('The score of all others together, less those that are suppressed.'),
          effect: z.number().nullable().describe('score - rest'),
          p: z.number().nullable(),
          adjusted: z
            .number()
            .nullable()
            .describe('p, adjusted for looking at all rows (Benjamini-Hochberg).'),
          flag: flag.describe('hot: clearly worse than the rest; bright: clearly better.'),
          change: z
            .strictObject({
              ...change.shape,
              adjusted: z.number().nullable().describe('p of the change, adjusted for all rows.'),
              flag: flag.describe('hot: clearly worse than in the period before; bright: clearly better.'),
            })
            .nullable()
            .describe('Against the preceding equal span; null where from is open, or nothing was there.'),
        }),
      )
      .describe(
        'Hot ones first, then those without a flag, bright ones, and what was not compared; the worst of each first.',
      ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Hotspots' });

export type HotspotQuery = z.output<typeof hotspotQuery>;
export type HotspotAnswer = z.output<typeof hotspotAnswer>;
