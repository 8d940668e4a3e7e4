import type { AnswerValue } from '@milepost/protocol';

/** The answers given so far, by the id of a question, or of a part of one such as `experience.ease`. */
export type Answers = Readonly<Record<string, AnswerValue | undefined>>;

/** The answer of this name; null when there is none. */
export function answerTo(answers: Answers, name: string): AnswerValue {
  return (Object.hasOwn(answers, name) ? answers[name] : null) ?? null;
}

/** Whether an answer of this name is one to the question, or to a part of it. */
export function belongsTo(question: string, name: string): boolean {
  return name === question || name.startsWith(`${question}.`);
}
