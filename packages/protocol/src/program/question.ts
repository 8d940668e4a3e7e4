import { z } from 'zod';
import { limits } from '../limits.ts';

/** A name of the program: of a stage, a touchpoint, a survey or a question. */
export const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must be a name: a letter, then up to 63 letters, digits, _ or -');

const sentence = z.string().trim().min(1, 'must not be empty').max(500, 'must have at most 500 characters');
const label = z.string().trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters');
const labels = z.strictObject({ low: z.exactOptional(label), high: z.exactOptional(label) });

/** When a branch is taken: every condition that is given must hold for the answer just given. */
const condition = z
  .strictObject({
    min: z.exactOptional(z.number()),
    max: z.exactOptional(z.number()),
    in: z.exactOptional(z.array(z.union([z.number(), z.string()])).min(1)),
    answered: z.exactOptional(z.boolean()),
  })
  .refine((when) => Object.keys(when).length > 0, 'must have at least one of min, max, in, answered');

const branch = z.strictObject({
  when: z.exactOptional(condition),
  /** A later question of the survey, or `end`. */
  go: name,
});

const shared = {
  id: name.refine((id) => id !== 'end', '"end" is where a survey ends; choose another name'),
  text: sentence,
  optional: z.exactOptional(z.boolean()),
  next: z.exactOptional(z.array(branch).min(1).max(limits.questionsPerSurvey)),
  as: z.exactOptional(z.enum(['renewal_intent', 'growth_intent'])),
};
const ends = { labels: z.exactOptional(labels) };
const look = { look: z.exactOptional(z.enum(['numbers', 'stars', 'smileys', 'emoji'])) };
const option = z.strictObject({ id: name, text: label });

/** One question of a survey, by its type. */
export const question = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('nps'), ...shared, ...ends }),
  z.strictObject({
    type: z.literal('csat'),
    ...shared,
    ...ends,
    ...look,
    points: z.exactOptional(z.int().min(2).max(5)),
  }),
  z.strictObject({
    type: z.literal('ces'),
    ...shared,
    ...ends,
    edition: z.exactOptional(z.union([z.literal(1), z.literal(2)])),
  }),
  z.strictObject({
    type: z.literal('cxi'),
    ...shared,
    ...ends,
    needs: sentence,
    ease: sentence,
    enjoyment: sentence,
    comment: z.exactOptional(sentence),
  }),
  z.strictObject({ type: z.literal('pmf'), ...shared }),
  z.strictObject({
    type: z.literal('rating'),
    ...shared,
    ...ends,
    ...look,
    points: z.exactOptional(z.int().min(2).max(10)),
    top: z.exactOptional(z.int().min(1).max(10)),
  }),
  z.strictObject({ type: z.literal('thumbs'), ...shared }),
  z.strictObject({
    type: z.literal('choice'),
    ...shared,
    options: z.array(option).min(2).max(20),
  }),
  z.strictObject({
    type: z.literal('choices'),
    ...shared,
    options: z.array(option).min(2).max(20),
  }),
  z.strictObject({
    type: z.literal('text'),
    ...shared,
    placeholder: z.exactOptional(label),
    maxLength: z.exactOptional(z.int().min(1).max(limits.textLength)),
  }),
  z.strictObject({ type: z.literal('message'), ...shared }),
]);

/** The words of a question in another language; what is missing is shown in the survey's own. */
export const translation = z.strictObject({
  text: z.exactOptional(sentence),
  labels: z.exactOptional(labels),
  placeholder: z.exactOptional(label),
  needs: z.exactOptional(sentence),
  ease: z.exactOptional(sentence),
  enjoyment: z.exactOptional(sentence),
  comment: z.exactOptional(sentence),
  options: z.exactOptional(z.record(name, label)),
});

export type Question = z.output<typeof question>;
export type QuestionType = Question['type'];
export type Condition = z.output<typeof condition>;
export type Translation = z.output<typeof translation>;
