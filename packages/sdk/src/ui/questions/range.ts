import type { Question } from '@milepost/protocol';

/** The questions that are answered with one integer. */
export type ScaleQuestion = Extract<Question, { type: 'nps' | 'csat' | 'ces' | 'rating' }>;

/** The ends of a question's scale: the protocol's `scaleOf`, to which a test holds it, in a tenth of its bytes. */
export function rangeOf(question: ScaleQuestion): [min: number, max: number] {
  if (question.type === 'nps') return [0, 10];
  if (question.type === 'ces') return [1, question.edition === 1 ? 5 : 7];
  return [1, question.points ?? 5];
}
