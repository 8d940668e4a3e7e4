import { z } from 'zod';
import { fixedBreakdowns } from '../analysis/parameters.ts';
import { limits } from '../limits.ts';
import { dictionary } from './dictionary.ts';
import { name, question, translation } from './question.ts';
import { duration, label, lasting, per, share, touchpointShape } from './touchpoint.ts';

const locale = z
  .string()
  .max(35, { abort: true })
  .refine(isLocale, 'must be a BCP 47 language tag such as en, de or pt-BR');

function isLocale(tag: string): boolean {
  try {
    const locale = new Intl.Locale(tag);
    // The standard keeps room for longer languages, and has none: english is no language, en is.
    return locale.toString() === tag && locale.language.length <= 3;
  } catch {
    return false;
  }
}

const timezone = z
  .string()
  .max(limits.nameLength, { abort: true })
  .refine(isZone, 'must be an IANA time zone such as UTC or Europe/London');

function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    // An offset knows no summer time.
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}

/** One survey, by itself. */
export const surveyShape = z
  .strictObject({
    questions: z.array(question).min(1).max(limits.questionsPerSurvey).describe('In the order of asking.'),
    locales: z.exactOptional(
      dictionary(
        locale,
        dictionary(name, translation, { atMost: limits.questionsPerSurvey }).describe(
          'The words of each question, by its id.',
        ),
        { atMost: limits.localesPerSurvey },
      ).describe('The words in other languages, by language tag such as de or pt-BR.'),
    ),
  })
  .meta({ id: 'survey', description: 'Questions that are asked one after another.' });

/** A declared way to split scores: a trait of the person (`plan`) or a fact of the response (`fact:queue`). */
const segment = z
  .string()
  .regex(
    /^(fact:)?[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'must be the name of a trait, or fact: and the name of a fact',
  )
  .refine(
    (text) => text !== 'account',
    'an account cannot be a segment; it is kept with every person already',
  )
  .refine(
    (text) => !(fixedBreakdowns as readonly string[]).includes(text),
    'is a breakdown of its own already; choose another trait name',
  )
  .describe('The name of a trait such as plan, or of a fact such as fact:queue.');

const stage = z
  .strictObject({
    id: name.describe('What touchpoints name it by.'),
    label: label.describe('What reports call it.'),
  })
  .describe('A stage of the customer’s journey.');

const governor = z
  .strictObject({
    quietPeriod: duration.default('7d').describe('Between two prompts of any touchpoint.'),
    perSession: z.int().min(1).default(1).describe('Prompts of any touchpoint in one session.'),
    afterDismissal: duration
      .default('28d')
      .describe('Before the same person is asked again what was dismissed.'),
    perAccount: z.exactOptional(
      z
        .strictObject({ per, share: share.describe('The share of its people, 0 to 1.') })
        .describe('The share of an account’s people who are asked in one period; at least one of them.'),
    ),
    budget: z.exactOptional(
      z
        .strictObject({
          prompts: z.int().min(1).max(100).describe('How many.'),
          within: lasting.describe('In any such time, such as 90d.'),
          reserve: z.int().min(0).max(99).default(0).describe('How many of them are for priorities above 5.'),
        })
        .describe('Prompts that one person gets in any such time; the reserve is for priorities above 5.'),
    ),
  })
  .prefault({})
  .describe('How often one person, or one account, is asked at all.');

/** The shape of a program document; what names refer to is checked by `checkProgram`. */
export const programShape = z.strictObject({
  $schema: z.exactOptional(z.string().describe('Where the JSON Schema is, for completion in the editor.')),
  locale: locale
    .default('en')
    .describe('The language that the surveys are written in, as a tag such as en or pt-BR.'),
  stages: z
    .array(stage)
    .min(1)
    .max(limits.stagesPerProgram)
    .describe('The stages of the customer’s journey, in their order.'),
  touchpoints: dictionary(name, touchpointShape, { atMost: limits.touchpointsPerProgram }).describe(
    'The places at which people are asked, by the name that the code triggers.',
  ),
  surveys: dictionary(name, surveyShape, { atMost: limits.surveysPerProgram }).describe(
    'What is asked, by name. A survey gets a new version when its content changes.',
  ),
  governor,
  segments: z
    .array(segment)
    .max(20)
    .default([])
    .describe('What scores can be split by: traits, and facts as fact:NAME.'),
  timezone: timezone.default('UTC').describe('The zone of days and periods, such as Europe/London.'),
  privacy: z
    .strictObject({
      k: z
        .int()
        .min(3, 'must be at least 3')
        .default(5)
        .describe('Groups of fewer people than this are not shown.'),
      retain: z.exactOptional(
        duration.describe('How long persons and texts are kept; for good, without it.'),
      ),
      scrub: z.exactOptional(
        z
          .boolean()
          .describe('Takes e-mail addresses, card and phone numbers out of texts before they are stored.'),
      ),
    })
    .prefault({})
    .describe('What protects those who answer.'),
  precision: z
    .strictObject({
      countsOnlyBelow: z.int().min(1).default(10).describe('Fewer answers than this get no score.'),
      lowBelow: z.int().min(1).default(30).describe('Fewer than this get one of low precision.'),
    })
    .prefault({})
    .describe('How many answers a score needs.'),
  cells: z
    .strictObject({
      buckets: z
        .int()
        .min(1)
        .max(1024)
        .default(1)
        .describe('Parts that counting is spread over; fixed at the first response.'),
    })
    .prefault({})
    .describe('How answers are counted.'),
});

/** A checked program with its defaults filled in. */
export type Program = z.output<typeof programShape>;
/** A program as a person writes it. */
export type ProgramInput = z.input<typeof programShape>;
export type Survey = Program['surveys'][string];
