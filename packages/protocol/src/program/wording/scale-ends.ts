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
  const [low, high] = endsOf(passages);
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

const goodIsHigh = ['nps', 'csat', 'ces'];

/** A good low end of a scale whose high values are scored as good: who takes the words at their word is scored wrong. */
export function swappedScale({ question, passages }: Words): string | null {
  if (!goodIsHigh.includes(question.type) || ('edition' in question && question.edition === 1)) return null;
  const [low, high] = endsOf(passages);
  const [first, second] = [judgementIn(low), judgementIn(high)];
  return first && directions[first] > 0 && high && (!second || directions[second] < 0)
    ? `"${low}" is at the low end, which is scored as bad: swap the two`
    : null;
}

function endsOf(passages: Words['passages']): [low: string, high: string] {
  const end = (name: string) => passages.find((passage) => passage.name === name)?.text ?? '';
  return [end('labels.low'), end('labels.high')];
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
