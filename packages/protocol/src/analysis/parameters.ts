import { z } from 'zod';
import { limits } from '../limits.ts';

export const intervals = ['day', 'week', 'month', 'quarter', 'year', 'all'] as const;
/** Breakdowns that every cell has; any declared segment is one too. */
export const fixedBreakdowns = [
  'touchpoint',
  'stage',
  'pattern',
  'survey',
  'version',
  'question',
  'scale',
  'locale',
  'channel',
] as const;

/** Nothing is taken that was shown earlier, and no later day has a year of four digits after it. */
const days = { first: '1900-01-01', last: '9998-12-31' };

export const date = z.iso
  .date({ error: 'must be a date such as 2026-11-22', abort: true })
  .refine((day) => day >= days.first && day <= days.last, `must be ${days.first} to ${days.last}`)
  .describe('A day in the zone of the project.');

/** A number as people write it: no other base, no exponent, nothing around it. What is none fails as no number. */
const plainNumber = (form: RegExp) => (given: unknown) =>
  typeof given === 'number' || (typeof given === 'string' && form.test(given)) ? Number(given) : Number.NaN;

/** A parameter that is a whole number, with what else it has to be. */
export const wholeNumber = <Schema extends z.ZodNumber>(schema: (whole: z.ZodInt) => Schema) =>
  z.preprocess(plainNumber(/^-?\d{1,15}$/), schema(z.int('must be a whole number')));

/** A parameter that is a plain decimal, such as 0.95. */
export const decimalNumber = <Schema extends z.ZodNumber>(schema: (decimal: z.ZodNumber) => Schema) =>
  z.preprocess(plainNumber(/^-?\d{1,15}(\.\d{1,40})?$/), schema(z.number('must be a number such as 0.95')));

/** What a parameter that may be repeated comes as. */
const repeated = z.union([z.string(), z.array(z.string())]);

/** Names separated by commas; the parameter may be repeated too. */
export const list = repeated
  .transform((given) => [given].flat().flatMap((text) => text.split(',')))
  .pipe(z.array(z.string().min(1, 'must be names separated by commas')));

/** `plan:pro`, repeated: the same segment means or, different ones mean and. A value may hold commas and colons. */
const where = repeated
  .transform((given) => [given].flat())
  .pipe(
    z
      .array(z.string().regex(/^.+:/s, 'must be a segment, a colon and a value, such as plan:pro'))
      .max(50, 'must be given at most 50 times'),
  );

export const interval = z
  .enum(intervals, `must be one of ${intervals.join(', ')}`)
  .describe('The length of a period; weeks begin on Monday (ISO 8601).');

export const confidence = decimalNumber((decimal) =>
  decimal.min(0.5, 'must be 0.5 to 0.999').max(0.999, 'must be 0.5 to 0.999'),
).describe('Of the intervals, 0.5 to 0.999.');

/** The days that are looked at, half-open; open to both sides, today included, unless told. */
export const range = {
  from: z.exactOptional(date.describe('The first day, in the zone of the project.')),
  to: z.exactOptional(date.describe('The day after the last one; tomorrow by default.')),
};

/** Which answers are looked at. */
export const filters = {
  touchpoint: z.exactOptional(list.describe('Touchpoints, separated by commas.')),
  stage: z.exactOptional(list.describe('Stages, separated by commas.')),
  survey: z.exactOptional(list.describe('Surveys, separated by commas.')),
  question: z.exactOptional(list.describe('Questions, by the names that answers address.')),
  channel: z.exactOptional(list.describe('Channels, separated by commas.')),
  where: z.exactOptional(
    where.describe(
      'A segment and its value, such as plan:pro. Repeated: the same segment means or, different ones mean and.',
    ),
  ),
};

/** Refuses ranges that hold no day. To be the `refine` of every query with a range. */
export const isRange = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  !from || !to || from < to;
export const rangeFault = {
  path: ['to'],
  error: 'must be later than from; the range is half-open',
};

export const pageLimit = wholeNumber((whole) =>
  whole.min(1, 'must be 1 to 1000').max(1_000, 'must be 1 to 1000'),
).describe('Rows of a page, 1 to 1000.');
export const after = z.exactOptional(
  z.string().min(1).max(limits.idLength).describe('Where the page begins: the `next` of the page before.'),
);
export const formats = z
  .enum(['json', 'csv'], 'must be json or csv')
  .default('json')
  .describe('JSON, or rows for a spreadsheet.');

export type Interval = (typeof intervals)[number];
