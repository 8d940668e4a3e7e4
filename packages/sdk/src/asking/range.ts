import type { Question } from '@milepost/protocol';

/**
 * The ends of a question's scale, none when it has no scale: the protocol's `scaleOf`, to which a test holds it, in a
 * tenth of its bytes.
 */
export function rangeOf(question: Question): [min: number, max: number] | [] {
  const most = {
    nps: 10,
    csat: 5,
    ces: 'edition' in question && question.edition === 1 ? 5 : 7,
    cxi: 5,
    pmf: 3,
    rating: 5,
    thumbs: 1,
  }[question.type as string];
  if (most === undefined) return [];
  const points = 'points' in question && question.points;
  return [question.type === 'nps' || question.type === 'thumbs' ? 0 : 1, points || most];
}
