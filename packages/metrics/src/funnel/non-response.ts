import { MetricsError } from '../metrics-error.ts';

export interface NonResponseOptions {
  /** The share of people who answered among those who were asked, in 0..1; null when nobody was. */
  readonly rate: number | null;
  /** The lowest and the highest score that there is: -100 and 100 of a net score, 0 and 100 of a share. */
  readonly range: readonly [lowest: number, highest: number];
}

/** Where a score would lie if everybody had answered. */
export interface NonResponseBounds {
  readonly low: number;
  readonly high: number;
}

/**
 * The worst-case bounds of a score under non-response: what it would be if all who were asked and did not answer had
 * answered at one end of the range.
 *
 *     low = rate score + (1 - rate) lowest    high = rate score + (1 - rate) highest
 *
 * For a net score that is `rate score -/+ 100 (1 - rate)`. Nothing is assumed of those who kept silent, so the bounds are
 * wide, and no larger sample narrows them; the interval of a score holds for the kind of people who answer. Null when
 * there is no score or no rate.
 *
 * Sources: W. G. Cochran (1977), Sampling Techniques, 3rd edition, Wiley, section 13.2; C. F. Manski (1989), Anatomy of
 * the Selection Problem, Journal of Human Resources 24(3), 343-360.
 *
 * @throws MetricsError `argument_invalid` when the rate is not in 0..1, when the range does not run from one finite
 * number up to another, or when the score is not in it.
 * @example
 * nonResponseBounds(40, { rate: 0.25, range: [-100, 100] }); // { low: -65, high: 85 }
 * nonResponseBounds(80, { rate: 0.5, range: [0, 100] }); // { low: 40, high: 90 }
 * nonResponseBounds(null, { rate: 0.5, range: [-100, 100] }); // null
 */
export function nonResponseBounds(
  score: number | null,
  { rate, range: [lowest, highest] }: NonResponseOptions,
): NonResponseBounds | null {
  if (!(lowest < highest && Number.isFinite(highest - lowest)))
    throw new MetricsError(
      'argument_invalid',
      `The range of a score must run from one finite number up to another, but it runs from ${lowest} to ${highest}.`,
    );
  if (rate !== null && !(rate >= 0 && rate <= 1))
    throw new MetricsError('argument_invalid', `A rate lies in 0 to 1, but rate is ${rate}.`);
  if (score !== null && !(score >= lowest && score <= highest))
    throw new MetricsError(
      'argument_invalid',
      `A score must lie in its range of ${lowest} to ${highest}, but it is ${score}.`,
    );
  if (score === null || rate === null) return null;
  const silent = 1 - rate;
  // Rounding could leave the range by a speck; adding 0 turns -0 into 0.
  return {
    low: Math.max(lowest, rate * score + silent * lowest) + 0,
    high: Math.min(highest, rate * score + silent * highest) + 0,
  };
}
