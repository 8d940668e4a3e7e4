import { z } from 'zod';
import { durationMs, durationPattern } from '../duration.ts';
import { limits } from '../limits.ts';
import { matcherFault } from './check/matcher-fault.ts';
import { dictionary } from './dictionary.ts';
import { name } from './question.ts';

export const label = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(120, 'must have at most 120 characters');
/** A text of some form; whatever is none of that form is told the same. */
const formed = (pattern: RegExp, error: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? undefined : error) })
    .regex(pattern, { error, abort: true });
export const duration = formed(durationPattern, 'must be a duration such as 30s, 15m, 12h or 7d');
/** A duration that is not nothing. */
export const lasting = formed(
  /^[1-9]\d{0,5}[smhd]$/,
  'must be a duration above 0, such as 30s, 15m, 12h or 7d',
);
/** Timers of a browser are for minutes, and none outlives its page. */
const ofOnePage: [check: (text: string) => boolean, message: string] = [
  (text) => durationMs(text) <= durationMs('1d'),
  'must be at most 1d',
];
const aShare = 'must be a share from 0 to 1, such as 0.2';
export const share = z
  .number({ error: ({ input }) => (input === undefined ? undefined : aShare) })
  .min(0, aShare)
  .max(1, aShare);
/** Periods of the project's calendar. */
export const per = z
  .enum(['day', 'week', 'month', 'quarter', 'year'])
  .describe('The period of the project’s calendar.');

const scalar = z.union(
  [z.string().max(limits.traitLength), z.number(), z.boolean()],
  `must be a text of at most ${limits.traitLength} characters, a number, true or false`,
);
const bound = z.union([z.string().max(limits.traitLength), z.number()], 'must be a number or a text');
const property = z.string().min(1).max(limits.nameLength);
const anyOf = z.array(scalar).min(1).max(500);

/** What one trait must be like. Every test that is given must hold; without the trait, only `exists: false` does. */
const traitTest = z
  .strictObject({
    eq: z.exactOptional(scalar.describe('Is this value.')),
    in: z.exactOptional(anyOf.describe('Is one of these values.')),
    gt: z.exactOptional(
      bound.describe('More than this: numbers by size, texts in the order of their characters.'),
    ),
    lt: z.exactOptional(bound.describe('Less than this, in the same order.')),
    exists: z.exactOptional(
      z.boolean().describe('true: the person has the trait. false: the person lacks it.'),
    ),
    matches: z.exactOptional(
      z
        .string()
        .min(1)
        .max(200)
        .superRefine((source, { addIssue }) => {
          const fault = matcherFault(source);
          if (fault) addIssue(fault);
        })
        .describe('A regular expression that the text must match somewhere.'),
    ),
  })
  .refine((test) => Object.keys(test).length > 0, {
    error: 'must have at least one of eq, in, gt, lt, exists, matches',
    when: ({ issues }) => issues.length === 0,
  })
  .refine(({ gt, lt }) => gt === undefined || lt === undefined || (typeof gt === typeof lt && gt < lt), {
    error: 'must be more than gt, and of the same type; otherwise nothing is between the two',
    path: ['lt'],
  })
  .refine((test) => test.exists !== false || Object.keys(test).length === 1, {
    error: 'must not be false beside other tests, which only people who have the trait pass',
    path: ['exists'],
  })
  .describe('Tests that must all hold.');

const audience = dictionary(
  property,
  z
    .union([traitTest, anyOf, scalar], 'must be a value, a list of values, or tests such as { "gt": 5 }')
    .describe('A value, a list of values of which it must be one, or tests.'),
  { atMost: limits.traitsPerPerson },
).describe('Only people with these traits are asked. A list allows each of its values.');

/** A day, or a minute of it, in the project's zone. */
const localTime = formed(
  /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/,
  'must be a date such as 2026-12-01, or 2026-12-01T09:00',
).refine(isTime, 'must be a date of the calendar');

function isTime(text: string): boolean {
  const [date = '', time = '00:00'] = text.split('T');
  const instant = Date.parse(`${date}T${time}Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(`${date}T${time}`);
}

const ask = z
  .strictObject({
    paused: z.exactOptional(z.boolean().describe('Nobody is asked until it is taken away.')),
    sample: share.default(1).describe('The share of people who are asked, drawn once for each of them.'),
    redrawAfter: z.exactOptional(
      lasting.describe('Draws a new sample each time that this has passed; by default it stays for good.'),
    ),
    delay: duration
      .refine(...ofOnePage)
      .default('1s')
      .describe('Between the trigger and the question.'),
    endsWithPage: z.exactOptional(
      z
        .boolean()
        .describe(
          'Belongs to the page on which it was reached: given up, or closed, when the person goes on.',
        ),
    ),
    repeatAfter: duration.default('90d').describe('Before the same person is asked this again.'),
    afterDismissal: z.exactOptional(
      duration.describe('The same after a dismissal, shorter or longer; by default the governor’s.'),
    ),
    priority: z
      .int()
      .min(0)
      .max(10)
      .default(5)
      .describe('0 to 10. Above 5 it may use the reserve of the budget.'),
    audience: z.exactOptional(audience),
    schedule: z.exactOptional(
      z
        .strictObject({
          from: z.exactOptional(localTime.describe('Nobody is asked before, such as 2026-12-01.')),
          to: z.exactOptional(localTime.describe('Nobody is asked from then on, such as 2026-12-24T18:00.')),
        })
        .refine((times) => Object.keys(times).length > 0, {
          error: 'must have from, to or both',
          when: ({ issues }) => issues.length === 0,
        })
        .describe('From the one (included) to the other (not), in the project’s zone.'),
    ),
    quota: z.exactOptional(
      z
        .strictObject({
          per,
          answers: z.int().min(1).describe('Responses with at least one answer that are enough.'),
        })
        .describe('Nobody more is asked in a period that has this many answered responses.'),
    ),
    target: z.exactOptional(
      z
        .strictObject({
          per,
          margin: z
            .number()
            .gt(0)
            .max(100)
            .describe(
              'Half the width of the score’s interval: in points of NPS or of per cent; for a mean (rating without top, CES edition 1) in values of the scale.',
            ),
        })
        .describe('Nobody more is asked in a period whose score is within this margin.'),
    ),
  })
  .prefault({})
  .describe('Who is asked, when and how often.');

const onPage = {
  page: z.exactOptional(
    z
      .string()
      .max(200)
      .regex(/^[/*]/, 'must be a path such as /pricing or /docs/*')
      .describe(
        'Paths on which it is armed, such as /docs/*; * stands for any characters. A hash that is a route belongs to the path: /app#/tickets.',
      ),
  ),
};

const on = <On extends string>(literal: On, what: string) => z.literal(literal).describe(what);

/** What asks besides the explicit call. Armed for the page that is on, never for a later visit. */
const trigger = z
  .discriminatedUnion('on', [
    z.strictObject({
      on: on('event', 'The host tells of an event.'),
      ...onPage,
      name: property.describe(
        'The name of a DOM event on the document or the window; its detail are the facts.',
      ),
    }),
    z.strictObject({ on: on('page', 'A page is opened.'), ...onPage }),
    z.strictObject({
      on: on('delay', 'Some time on a page.'),
      ...onPage,
      after: duration.refine(...ofOnePage).describe('Since the page was opened.'),
    }),
    z.strictObject({
      on: on('scroll', 'A page is scrolled down.'),
      ...onPage,
      depth: z.number().gt(0).max(1).describe('The share of the page that has been seen, up to 1.'),
    }),
    z.strictObject({
      on: on('exit', 'The pointer leaves the page through the top, as if to close it.'),
      ...onPage,
    }),
    z.strictObject({
      on: on('inactivity', 'Nothing is done for some time.'),
      ...onPage,
      after: lasting
        .refine(...ofOnePage)
        .describe('Without a key, a pointer, a touch or a scroll, while the page is in front.'),
    }),
    z.strictObject({
      on: on('click', 'An element is clicked.'),
      ...onPage,
      selector: z
        .string()
        .min(1)
        .max(200)
        .describe('A CSS selector of the element; what lies within it counts too.'),
    }),
  ])
  .describe('What asks besides the call in the code.');

const factTypes = 'must be string, number, boolean or a list of texts';

/** What a fact may be: any text, number or truth value, or one of the texts listed. */
const factType = z
  .union(
    [
      z.enum(['string', 'number', 'boolean'], factTypes),
      z.array(z.string().max(limits.traitLength)).min(1).max(500),
    ],
    factTypes,
  )
  .describe('string, number, boolean, or a list of the texts that it may be.');

/** One touchpoint, by itself. */
export const touchpointShape = z
  .strictObject({
    label: label.describe('What reports call it.'),
    stage: name.describe('The id of the stage of the journey that it belongs to.'),
    pattern: z
      .enum(['past', 'present', 'potential'])
      .describe('What is asked about: what was (past), what is (present), what may be (potential).'),
    survey: name.describe('The survey that is asked.'),
    variants: z.exactOptional(
      dictionary(name, share.gt(0, 'must be more than 0').describe('The share of people who are asked it.'), {
        atMost: limits.variantsPerTouchpoint,
      }).describe('Other surveys, each for a share of people who keep it; the rest are asked the survey.'),
    ),
    facts: z.exactOptional(
      dictionary(name, factType, { atMost: limits.traitsPerPerson }).describe(
        'What the page tells along with the trigger; makes types.',
      ),
    ),
    triggers: z.exactOptional(
      z.array(trigger).min(1).max(20).describe('What asks besides the call in the code.'),
    ),
    ask,
  })
  .meta({ id: 'touchpoint', description: 'A place of the product at which people are asked.' });

export type TouchpointSpec = z.output<typeof touchpointShape>;
export type Audience = z.output<typeof audience>;
export type Trigger = z.output<typeof trigger>;
export type FactType = z.output<typeof factType>;
export type Period = z.output<typeof per>;
