import type { AnswerValue, Condition, Question } from '@milepost/protocol';

/** The answers given so far, by question id. */
export type Answers = Readonly<Record<string, AnswerValue | undefined>>;

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
  const index = questions.findLastIndex((question) => question.id === current);
  const question = questions[index];
  if (!question) return null;
  const branch = question.next?.find(({ when }) => !when || holds(when, answerTo(answers, current)));
  if (!branch) return questions[index + 1] ?? null;
  if (branch.go === 'end') return null;
  const target = questions.findIndex(({ id }) => id === branch.go);
  return target > index ? (questions[target] ?? null) : null;
}

function answerTo(answers: Answers, question: string): AnswerValue {
  return Object.hasOwn(answers, question) ? (answers[question] ?? null) : null;
}

function holds(when: Condition, value: AnswerValue): boolean {
  const answered = value !== null;
  if (when.answered !== undefined && when.answered !== answered) return false;
  if (when.min !== undefined && !(typeof value === 'number' && value >= when.min)) return false;
  if (when.max !== undefined && !(typeof value === 'number' && value <= when.max)) return false;
  if (when.in === undefined) return true;
  return Array.isArray(value)
    ? value.some((one) => when.in?.includes(one))
    : value !== null && when.in.includes(value);
}
