import type { AnswerTest, AnswerValue, Condition, Question } from '@milepost/protocol';
import fc from 'fast-check';
import type { Answers } from './answers.ts';

const ids = ['q0', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7'];
const hostile = ['gone', 'constructor', '__proto__'];
const parts = (names: readonly string[]) => names.flatMap((id) => [id, `${id}.ease`, `${id}.other`]);

/** Any answer, whether its question allows it or not. */
export const anyValue: fc.Arbitrary<AnswerValue> = fc.oneof(
  fc.integer({ min: 0, max: 10 }),
  fc.constantFrom('', 'red', 'blue', 'other', '3'),
  fc.subarray(['red', 'blue', 'other']),
  fc.constant(null),
);

/** Any answers, to questions that are there and that are not. */
export const anyAnswers: fc.Arbitrary<Answers> = fc
  .array(fc.tuple(fc.constantFrom(...parts([...ids, ...hostile])), anyValue), { maxLength: 20 })
  .map((entries) => Object.fromEntries(entries));

/** A question of the type that asks as little as the test wants to know of it. */
export function questionOf(id: string, type: Question['type'] = 'nps', next?: Question['next']): Question {
  const words = { text: id, needs: 'Needs', ease: 'Ease', enjoyment: 'Enjoyment', other: 'Something else' };
  const options = ['red', 'blue'].map((option) => ({ id: option, text: option }));
  return { id, type, ...words, options, ...(next && { next }) } as Question;
}

function conditionOn(names: readonly string[]): fc.Arbitrary<Condition> {
  const test: fc.Arbitrary<AnswerTest> = fc.record(
    {
      question: fc.constantFrom(...names),
      min: fc.integer({ min: 0, max: 10 }),
      max: fc.integer({ min: 0, max: 10 }),
      in: fc.uniqueArray(fc.constantFrom('red', 'blue', 'other', '3', 3, 7), { minLength: 1 }),
      answered: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const tests = fc.array(test, { minLength: 1, maxLength: 3 });
  const lists = fc.record({ all: tests, any: tests }, { requiredKeys: [] });
  return fc.tuple(test, lists).map(([own, several]) => ({ ...own, ...several }));
}

interface Reach {
  /** Where the branches of a question may lead. */
  targets: (index: number, length: number) => string[];
  /** What its conditions may look at. */
  looked: (index: number) => string[];
}

const typeOf = fc.constantFrom<Question['type']>('nps', 'text', 'choice', 'cxi', 'message');

/** The questions of a survey whose branches reach as far as told. */
function surveysOf({ targets, looked }: Reach): fc.Arbitrary<Question[]> {
  return fc.integer({ min: 0, max: ids.length }).chain((length) =>
    fc.tuple(
      ...ids.slice(0, length).map((id, index) => {
        const go = fc.constantFrom(...targets(index, length));
        const branch = fc.record({ when: conditionOn(looked(index)), go }, { requiredKeys: ['go'] });
        const next = fc.option(fc.array(branch, { minLength: 1, maxLength: 3 }), { nil: undefined });
        return fc.tuple(typeOf, next).map(([type, branches]) => questionOf(id, type, branches));
      }),
    ),
  );
}

/** Surveys as they pass the check: jumps lead to later questions, conditions look at earlier ones. */
export const surveys = surveysOf({
  targets: (index, length) => [...ids.slice(index + 1, length), 'end'],
  looked: (index) => parts(ids.slice(0, index + 1)),
});

/** Surveys that nobody checked. */
export const wildSurveys = surveysOf({
  targets: () => [...ids, 'end', ...hostile],
  looked: () => parts([...ids, ...hostile]),
});
