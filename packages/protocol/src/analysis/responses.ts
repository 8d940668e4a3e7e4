import { z } from 'zod';
import { importLine } from '../response.ts';
import { after, filters, isRange, pageLimit, range, rangeFault } from './parameters.ts';
import { answerMetric } from './score-query.ts';

const score = z
  .string()
  .regex(/^-?\d{1,2}(\.\.-?\d{1,2})?$/, 'must be a value or a range such as 0..6')
  .transform((text) => {
    const [min = 0, max = min] = text.split('..').map(Number);
    return { min, max };
  })
  .refine(({ min, max }) => min <= max, 'must run from the lower value to the higher one')
  .describe('Responses with an answer in this range: a value, or a range such as 0..6.');

const filtered = {
  ...range,
  ...filters,
  metric: z.exactOptional(answerMetric.describe('The questions that `score` is about; any, by default.')),
  score: z.exactOptional(score),
  text: z.exactOptional(
    z
      .string()
      .min(1)
      .max(200, 'must have at most 200 characters')
      .describe('Words that all are in the texts of the response; each finds words that begin with it.'),
  ),
  person: z.exactOptional(z.string().min(1).describe('The id of a person.')),
  account: z.exactOptional(z.string().min(1).describe('An account.')),
};

/** The parameters of `GET /v1/responses`. */
export const responseQuery = z
  .strictObject({ ...filtered, after, limit: pageLimit.default(100) })
  .refine(isRange, rangeFault);

/** The parameters of `GET /v1/responses/stream`. */
export const streamQuery = z.strictObject({
  touchpoint: filters.touchpoint,
  stage: filters.stage,
  survey: filters.survey,
  channel: filters.channel,
  where: filters.where,
  after: after.describe(
    'The id of the last event that was seen; `Last-Event-ID` says it too. Only what is new, by default.',
  ),
});

/** The parameters of `GET /v1/export`. */
export const exportQuery = z
  .strictObject({
    format: z
      .enum(['ndjson', 'csv'], 'must be ndjson or csv')
      .default('ndjson')
      .describe('Lines that `/v1/import` takes back, or rows for spreadsheets.'),
    ...range,
    touchpoint: filters.touchpoint,
    survey: filters.survey,
  })
  .refine(isRange, rangeFault);

/** A stored response, as `/v1/import` takes it, with the local day that it counts on. */
export const listedResponse = importLine
  .extend({ day: z.string().describe('The local day that it counts on.') })
  .meta({ id: 'ListedResponse' });

/** The newest first. A page may hold fewer rows than its limit, or none, while there is a next one. */
export const responsePage = z
  .strictObject({ rows: z.array(listedResponse), next: z.string().nullable(), notes: z.array(z.string()) })
  .meta({ id: 'ResponsePage' });

export type ResponseQuery = z.output<typeof responseQuery>;
export type ExportQuery = z.output<typeof exportQuery>;
export type StreamQuery = z.output<typeof streamQuery>;
export type ListedLine = z.output<typeof listedResponse>;
export type ResponsePage = z.output<typeof responsePage>;
