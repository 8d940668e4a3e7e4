import { isLowerBetter, type Scale } from '@milepost/protocol';

export type Sentiment = -1 | 0 | 1;

/** What decides the sentiment of an answer. */
interface Asked {
  type: string;
  scale: Scale;
  /** The lowest top box of a rating that has them. */
  top: number | undefined;
}

/**
 * Whether an answer is good, bad or neither:
 *
 *     nps          9 and 10 good, 0 to 6 bad
 *     csat         the top boxes of the metric good, the rest bad but for the middle of an odd scale
 *     ces 1..7     5 to 7 good, 1 to 3 bad
 *     ces 1..5     the old edition, where less is better: 1 and 2 good, 4 and 5 bad
 *     cxi          by the sign of the overall -3..3; a part of it as csat
 *     pmf          very disappointed good, not at all bad
 *     rating       with top boxes these good, as many at the lower end bad; without, by halves, the middle neither
 *     thumbs       up good, down bad
 *
 * All but NPS and ratings with top boxes are the upper and the lower half of their scale, without its middle.
 *
 * @example
 * sentimentOf(7, { type: 'nps', scale: { id: '0..10', min: 0, max: 10 }, top: undefined }); // 0
 * sentimentOf(1, { type: 'ces', scale: { id: '1..5:effort', min: 1, max: 5 }, top: undefined }); // 1
 */
export function sentimentOf(value: number, { type, scale, top }: Asked): Sentiment {
  if (type === 'nps') return between(value, 6, 9);
  if (top !== undefined) return between(value, Math.min(scale.min + scale.max - top, top - 1), top);
  const middle = (scale.min + scale.max) / 2;
  const side = Math.sign(value - middle) as Sentiment;
  return isLowerBetter(scale) ? ((0 - side) as Sentiment) : side;
}

/** What an answer is on 0 to 10, in a straight line from the worst value of its scale to the best. */
export function intentOf(value: number, { scale }: Pick<Asked, 'scale'>): number {
  const share = (value - scale.min) / (scale.max - scale.min);
  return 10 * (isLowerBetter(scale) ? 1 - share : share);
}

function between(value: number, badTo: number, goodFrom: number): Sentiment {
  if (value >= goodFrom) return 1;
  return value <= badTo ? -1 : 0;
}
