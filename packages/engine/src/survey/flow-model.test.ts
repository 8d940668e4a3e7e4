import type { AnswerValue, Question } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextQuestion } from './flow.ts';
import { abandoned, previousQuestion } from './path.ts';
import { plainlyCounted, plainPath } from './plain-flow.fixture.ts';
import { progress } from './progress.ts';
import { anyValue, surveys } from './survey.fixture.ts';

/** What somebody does: gives an answer and goes on, or goes back. */
type Action = 'back' | { value: AnswerValue; part: string };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Action>('back') },
  {
    weight: 3,
    arbitrary: fc.record({ value: anyValue, part: fc.constantFrom('', '.ease', '.other') }),
  },
);
const actions = fc.array(action, { maxLength: 25 });

/** A survey that is answered by means of the engine, as a view does it. */
function answering(questions: readonly Question[]) {
  const answers: Record<string, AnswerValue> = {};
  const withdrawn: string[] = [];
  let current = nextQuestion(questions, null, answers);
  return {
    answers,
    withdrawn,
    current: () => current?.id ?? null,
    progress: () => progress(questions, current?.id ?? null, answers),
    answer: (part: string, value: AnswerValue) => {
      if (!current) return;
      answers[`${current.id}${part}`] = value;
      for (const name of abandoned(questions, answers)) {
        answers[name] = null;
        withdrawn.push(name);
      }
      current = nextQuestion(questions, current.id, answers);
    },
    back: () => {
      current = (current && previousQuestion(questions, current.id, answers)) ?? current;
    },
  };
}

/** The same with a pile of the questions that were on, and the plain walk. */
function plainly(questions: readonly Question[]) {
  let answers: Record<string, AnswerValue> = {};
  const pile = plainPath(questions, {}).slice(0, 1);
  let over = pile.length === 0;
  return {
    answers: () => answers,
    current: () => (over ? null : (pile.at(-1) ?? null)),
    answer: (part: string, value: AnswerValue) => {
      if (over) return;
      answers[`${pile.at(-1)}${part}`] = value;
      const whole = plainPath(questions, answers);
      answers = Object.fromEntries(plainlyCounted(whole, answers));
      // What was on before stays as it was: answers only change what comes after them.
      expect(whole.slice(0, pile.length)).toStrictEqual(pile);
      const next = whole[pile.length];
      if (next === undefined) over = true;
      else pile.push(next);
    },
    back: () => {
      if (!over && pile.length > 1) pile.pop();
    },
  };
}

const given = (answers: Readonly<Record<string, AnswerValue>>) =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null));

describe('somebody who answers, skips and goes back', () => {
  it('sees the questions of the plain walk, and leaves the answers that lie on it', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(surveys, actions, (questions, done) => {
        const [real, plain] = [answering(questions), plainly(questions)];
        for (const one of done) {
          const before = { question: real.current(), progress: real.progress() };
          if (one === 'back') {
            real.back();
            plain.back();
          } else {
            real.answer(one.part, one.value);
            plain.answer(one.part, one.value);
            expect(real.progress()).toBeGreaterThanOrEqual(before.progress);
          }
          expect(real.current()).toBe(plain.current());
          expect(given(real.answers)).toStrictEqual(given(plain.answers()));
          expect(abandoned(questions, real.answers)).toStrictEqual([]);
          if (one === 'back' && real.current() !== before.question) seen.add('went back');
        }
        if (real.withdrawn.length > 0) seen.add('withdrew an answer');
        if (real.current() === null) {
          expect(real.progress()).toBe(1);
          seen.add('came to the end');
        }
      }),
      { numRuns: 2_000 },
    );
    // Otherwise the property would say little.
    expect(seen.size).toBe(3);
  });
});
