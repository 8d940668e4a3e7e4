import type { Question } from '@milepost/protocol';

/** The questions that are answered with one integer and can be drawn. */
export type ScaleQuestion = Extract<Question, { type: 'nps' | 'csat' }>;

/** The ends of a question's scale: the protocol's `scaleOf`, to which a test holds it, in a tenth of its bytes. */
export function rangeOf(question: ScaleQuestion): [min: number, max: number] {
  return question.type === 'nps' ? [0, 10] : [1, question.points ?? 5];
}
