import { z } from 'zod';
import { limits } from '../limits.ts';
import { condition } from './condition.ts';
import { dictionary } from './dictionary.ts';

/** A name of the program: of a stage, a touchpoint, a survey or a question. */
export const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must be a name: a letter, then up to 63 letters, digits, _ or -');

const text = (most: number) =>
  z.string().trim().min(1, 'must not be empty').max(most, `must have at most ${most} characters`);
const sentence = text(500);
const label = text(80).refine(
  (words) => !words.includes('{{'),
  'cannot repeat an answer, trait or fact; only text, needs, ease, enjoyment and comment can',
);

/** May repeat what is known already: `{{answer:ID|else}}`, `{{trait:NAME|else}}` or `{{fact:NAME|else}}`. */
const recalling = (what: string) =>
  sentence.describe(
    `${what} {{answer:ID|else}}, {{trait:NAME|else}} and {{fact:NAME|else}} repeat what is known; the words after | stand where it is not.`,
  );

const labels = z
  .strictObject({
    low: z.exactOptional(label.describe('Words under the lowest value.')),
    high: z.exactOptional(label.describe('Words under the highest value.')),
  })
  .describe('Words under the ends of the scale.');

const branch = z
  .strictObject({
    when: z.exactOptional(condition),
    go: name.describe('The id of a later question, or end.'),
  })
  .describe('Where the survey may go on.');

const shared = {
  id: name
    .refine((id) => id !== 'end', '"end" is where a survey ends; choose another name')
    .describe('The name that answers are stored under; keep it when the words change.'),
  text: recalling('What the person reads.'),
  optional: z.exactOptional(z.boolean().describe('The person may skip it.')),
  next: z.exactOptional(
    z
      .array(branch)
      .min(1)
      .max(limits.questionsPerSurvey)
      .describe(
        'Where it goes on: the first branch that holds. Without one, the next question. Forward only.',
      ),
  ),
  as: z.exactOptional(
    z
      .enum(['renewal_intent', 'growth_intent'])
      .describe('What the answer tells of an account: that it will stay, or that it will buy more.'),
  ),
};
const ends = { labels: z.exactOptional(labels) };
const look = {
  look: z.exactOptional(
    z
      .enum(['numbers', 'stars', 'smileys', 'emoji'])
      .describe('What the scale is drawn with; numbers, unless said otherwise.'),
  ),
};
const option = z
  .strictObject({
    id: name.describe('What is stored and counted; keep it when the words change.'),
    text: label.describe('What the person reads.'),
    pinned: z.exactOptional(z.boolean().describe('Keeps its place when the options are shuffled.')),
  })
  .describe('One option to choose.');
const options = {
  options: z.array(option).min(2).max(limits.optionsPerQuestion).describe('What there is to choose from.'),
  shuffle: z.exactOptional(
    z.boolean().describe('Everybody sees the options in an order of their own; its seed is recorded.'),
  ),
  other: z.exactOptional(
    label.describe('Words of one more option, "other", which takes a text: the answer ID.other.'),
  ),
};

const type = <Type extends string>(literal: Type, what: string) => z.literal(literal).describe(what);

/** One question of a survey, by its type. */
export const question = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: type('nps', 'Net Promoter Score: how likely to recommend, 0 to 10.'),
      ...shared,
      ...ends,
    }),
    z.strictObject({
      type: type('csat', 'Customer satisfaction, 1 to points.'),
      ...shared,
      ...ends,
      ...look,
      points: z.exactOptional(z.int().min(2).max(5).describe('Values of the scale, 2 to 5; 5 by default.')),
    }),
    z.strictObject({
      type: type('ces', 'Customer effort score: agreement that something was easy.'),
      ...shared,
      ...ends,
      edition: z.exactOptional(
        z
          .union([z.literal(1), z.literal(2)], 'must be 1 or 2')
          .describe('2 (the default): 1 to 7, more is easier. 1: 1 to 5, less is easier.'),
      ),
    }),
    z.strictObject({
      type: type('cxi', 'Customer experience index: needs, ease and enjoyment, each 1 to 5.'),
      ...shared,
      ...ends,
      needs: recalling('Asks whether needs were met: the answer ID.needs.'),
      ease: recalling('Asks how easy it was: the answer ID.ease.'),
      enjoyment: recalling('Asks how enjoyable it was: the answer ID.enjoyment.'),
      comment: z.exactOptional(recalling('Asks for words of one’s own: the answer ID.comment.')),
    }),
    z.strictObject({
      type: type('pmf', 'Product-market fit: how disappointed without it; 1 not, 2 somewhat, 3 very.'),
      ...shared,
    }),
    z.strictObject({
      type: type('rating', 'A rating, 1 to points.'),
      ...shared,
      ...ends,
      ...look,
      points: z.exactOptional(z.int().min(2).max(10).describe('Values of the scale, 2 to 10; 5 by default.')),
      top: z.exactOptional(
        z.int().min(2).max(10).describe('Scored as the share of answers from this up, not as a mean.'),
      ),
    }),
    z.strictObject({ type: type('thumbs', 'Thumb down or up: 0 or 1.'), ...shared, ...ends }),
    z.strictObject({ type: type('choice', 'One of the options.'), ...shared, ...options }),
    z.strictObject({
      type: type('choices', 'Any number of the options.'),
      ...shared,
      ...options,
      atMost: z.exactOptional(
        z
          .int()
          .min(1)
          .max(limits.optionsPerQuestion + 1)
          .describe('How many may be chosen.'),
      ),
    }),
    z.strictObject({
      type: type('text', 'Words of the person’s own.'),
      ...shared,
      placeholder: z.exactOptional(label.describe('Words in the field while it is empty.')),
      minLength: z.exactOptional(
        z.int().min(1).max(limits.textLength).describe('Characters that an answer must have.'),
      ),
      maxLength: z.exactOptional(
        z
          .int()
          .min(1)
          .max(limits.textLength)
          .describe(`Characters that it may have; ${limits.textLength} by default.`),
      ),
    }),
    z.strictObject({
      type: type('message', 'Words that take no answer, such as thanks.'),
      ...shared,
      link: z.exactOptional(
        z
          .strictObject({
            text: label.describe('Words on the button.'),
            url: z
              .string()
              .max(500, 'must have at most 500 characters')
              .regex(
                /^(https:\/\/[^\s/]|mailto:[^\s]|\/(?!\/))\S*$/,
                'must be https://…, mailto:… or a path of your site',
              )
              .describe('https://…, mailto:… or a path of your site.'),
          })
          .describe('A button that leads somewhere.'),
      ),
    }),
  ])
  .meta({ id: 'question', description: 'One question of a survey.' });

/** The words of a question in another language; what is missing is shown in a broader one, then in the survey's own. */
export const translation = z
  .strictObject({
    text: z.exactOptional(recalling('What the person reads.')),
    labels: z.exactOptional(labels),
    placeholder: z.exactOptional(label.describe('Words in the field while it is empty.')),
    needs: z.exactOptional(recalling('Asks whether needs were met.')),
    ease: z.exactOptional(recalling('Asks how easy it was.')),
    enjoyment: z.exactOptional(recalling('Asks how enjoyable it was.')),
    comment: z.exactOptional(recalling('Asks for words of one’s own.')),
    options: z.exactOptional(
      dictionary(name, label, { atMost: limits.optionsPerQuestion }).describe(
        'Words of the options, by their ids.',
      ),
    ),
    other: z.exactOptional(label.describe('Words of the option "other".')),
    link: z.exactOptional(label.describe('Words on the button.')),
  })
  .meta({
    id: 'translation',
    description: 'The words of one question in this language; what is missing falls back.',
  });

export type Question = z.output<typeof question>;
export type QuestionType = Question['type'];
export type Translation = z.output<typeof translation>;
