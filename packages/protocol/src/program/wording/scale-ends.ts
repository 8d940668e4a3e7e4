import { type Judgement, judgementOf } from './judgement.ts';
import type { Words } from './words.ts';

const labelled = ['nps', 'csat', 'ces', 'rating'];

/**
 * A scale of numbers whose ends have no words. Source: Krosnick and Presser (2010) on verbal labels, which make answers
 * more reliable.
 */
export function unlabelledScale({ question }: Words): string | null {
  if (!labelled.includes(question.type)) return null;
  const { low, high } = ('labels' in question && question.labels) || {};
  if (low && high) return null;
  const where = low ? 'at its high end' : high ? 'at its low end' : 'at its ends';
  return `the scale has no words ${where}, and people differ in which number is the good one: add them`;
}

const directions: Record<Judgement, number> = { good: 1, best: 1, bad: -1, worst: -1, neither: 0 };
const strong = /\b(?:very|extremely|strongly|completely|totally|absolutely|highly|really)\b/i;
const slight = /\b(?:slightly|somewhat|a little|a bit|fairly|rather)\b/i;

/**
 * Ends that do not mirror each other: both on one side, or one stronger than the other. "Not at all satisfied" mirrors
 * anything. Source: Tourangeau, Rips and Rasinski (2000), _The Psychology of Survey Response_, on the range of a scale.
 */
export function loadedScale({ passages }: Words): string | null {
  const low = passages.find(({ name }) => name === 'labels.low')?.text ?? '';
  const high = passages.find(({ name }) => name === 'labels.high')?.text ?? '';
  const [first, second] = [judgementIn(low), judgementIn(high)];
  if (!first || !second) return null;
  const ends = `"${low}" and "${high}"`;
  if (directions[first] * directions[second] >= 0)
    return `${ends} lie on one side, and who is on the other has no answer: use opposites`;
  const plain = [first, second].every((judgement) => judgement === 'good' || judgement === 'bad');
  return plain && strengthOf(low) !== strengthOf(high)
    ? `${ends} are not equally strong, which moves answers to the weaker end: use opposites`
    : null;
}

/** None for a zero point, such as "not likely". */
function judgementIn(label: string): Judgement | undefined {
  if (/^(?:not|no|none|never)\b/i.test(label)) return undefined;
  return label
    .split(/[^\p{L}]+/u)
    .map(judgementOf)
    .find((judgement) => judgement !== undefined);
}

function strengthOf(label: string): 'strong' | 'slight' | 'plain' {
  if (strong.test(label)) return 'strong';
  return slight.test(label) ? 'slight' : 'plain';
}
