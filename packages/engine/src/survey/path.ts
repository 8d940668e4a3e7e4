import type { Question } from '@milepost/protocol';
import { type Answers, answerTo, belongsTo } from './answers.ts';
import { nextQuestion } from './flow.ts';

/**
 * The questions that the answers lead through, from the first one to the end; those not yet answered count as not
 * answered. An answer to a question that the path passes by leads nowhere.
 */
export function path(questions: readonly Question[], answers: Answers): Question[] {
  const taken: Question[] = [];
  let next = nextQuestion(questions, null, {});
  while (next) {
    taken.push(next);
    next = nextQuestion(questions, next.id, answersOn(taken, answers));
  }
  return taken;
}

/**
 * The question before `current` on the path that the answers give; null at the first one and off the path.
 *
 * @example
 * previousQuestion(questions, 'why', { satisfaction: 2 })?.id; // 'satisfaction'
 */
export function previousQuestion(
  questions: readonly Question[],
  current: string,
  answers: Answers,
): Question | null {
  const taken = path(questions, answers);
  return taken[taken.findIndex(({ id }) => id === current) - 1] ?? null;
}

/**
 * The names of answers that no longer count, to be withdrawn with null before the next question is looked for: somebody
 * went back and took another branch, or chose something else than the `other` that was written.
 *
 * @example
 * abandoned(questions, { satisfaction: 5, why: 'The wait' }); // ['why']
 */
export function abandoned(questions: readonly Question[], answers: Answers): string[] {
  const counting = answersOn(path(questions, answers), answers);
  return Object.keys(answers).filter(
    (name) => answerTo(answers, name) !== null && !Object.hasOwn(counting, name),
  );
}

/** The answers to these questions; the text of `other` is one only while that option is chosen. */
function answersOn(taken: readonly Question[], answers: Answers): Answers {
  const counts = (name: string) =>
    taken.some(
      ({ id }) =>
        belongsTo(id, name) && (name !== `${id}.other` || [answerTo(answers, id)].flat().includes('other')),
    );
  return Object.fromEntries(Object.entries(answers).filter(([name]) => counts(name)));
}
