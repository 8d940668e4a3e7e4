import type { Question } from '@milepost/protocol';
import type { Answers } from './answers.ts';
import { holds } from './condition.ts';

/**
 * The question after `current`, or the first one when `current` is null; null when the survey ends.
 * Jumps go forward only, so that a survey ends after at most as many steps as it has questions, whatever the answers.
 *
 * @example
 * nextQuestion(questions, 'satisfaction', { satisfaction: 2 })?.id; // 'why'
 */
export function nextQuestion(
  questions: readonly Question[],
  current: string | null,
  answers: Answers,
): Question | null {
  if (current === null) return questions[0] ?? null;
  const index = questions.findLastIndex(({ id }) => id === current);
  const question = questions[index];
  const branch = question?.next?.find(({ when }) => !when || holds(when, current, answers));
  if (!question || branch?.go === 'end') return null;
  if (!branch) return questions[index + 1] ?? null;
  return questions.find(({ id }, place) => id === branch.go && place > index) ?? null;
}
