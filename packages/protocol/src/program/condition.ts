import { z } from 'zod';

/** What an answer is addressed by: a question's id, or a part of one, such as `experience.ease` or `reason.other`. */
const answerName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}(\.[A-Za-z][A-Za-z0-9_-]{0,63})?$/,
    'must be the id of a question, or of a part of one such as experience.ease',
  );

const tests = {
  question: z.exactOptional(
    answerName.describe(
      'The answer that is looked at: of this question (the default) or an earlier one, such as score, experience.ease or reason.other.',
    ),
  ),
  min: z.exactOptional(z.number().describe('Holds for an answer of at least this, on a scale.')),
  max: z.exactOptional(z.number().describe('Holds for an answer of at most this, on a scale.')),
  in: z.exactOptional(
    z
      .array(z.union([z.number(), z.string()], 'must be a value of the scale or the id of an option'))
      .min(1)
      .max(50)
      .describe('Holds for one of these values, or option ids; of several chosen options one is enough.'),
  ),
  answered: z.exactOptional(
    z.boolean().describe('true: holds when there is an answer. false: when there is none.'),
  ),
};

const testsSomething = (test: object) =>
  (['min', 'max', 'in', 'answered'] as const).some((name) => name in test);

/** An unknown member is the one mistake, not that none is left without it. */
const whenKnown = ({ issues }: z.core.ParsePayload) => issues.length === 0;

/** One test of one answer: every part of it that is given must hold. A missing answer only passes `answered: false`. */
const answerTest = z
  .strictObject(tests, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' && issue.keys.every((key) => key === 'all' || key === 'any')
        ? 'tests cannot be nested; put them side by side into the all or any of the condition'
        : undefined,
  })
  .refine(testsSomething, {
    error: 'must have at least one of min, max, in, answered',
    when: whenKnown,
  })
  .describe('One test of one answer; every part of it must hold.');

/** When a branch is taken: its own test, all of `all`, and at least one of `any` must hold. */
export const condition = z
  .strictObject({
    ...tests,
    all: z.exactOptional(z.array(answerTest).min(1).max(20).describe('Tests that must all hold.')),
    any: z.exactOptional(
      z.array(answerTest).min(1).max(20).describe('Tests of which at least one must hold.'),
    ),
  })
  .refine((when) => testsSomething(when) || (!('question' in when) && ('all' in when || 'any' in when)), {
    error: 'must have at least one of min, max, in, answered, or else all or any',
    when: whenKnown,
  })
  .meta({ id: 'condition', description: 'When this branch is taken; always, without it.' });

export type AnswerTest = z.output<typeof answerTest>;
export type Condition = z.output<typeof condition>;
