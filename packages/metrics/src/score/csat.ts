import { type Estimate, estimateOf } from '../estimate.ts';
import { countAt, type Histogram, requireScale } from '../histogram.ts';
import type { IntervalOptions } from '../interval/interval.ts';
import { MetricsError } from '../metrics-error.ts';
import { momentsOf } from '../moments.ts';
import { shareInterval } from './score-interval.ts';

export type CsatCategory = 'negative' | 'neutral' | 'positive';

const scales = ['1..2', '1..3', '1..4', '1..5'];

/**
 * What an answer counts as: positive above the middle of the scale, neutral on it, negative below. The top boxes are
 * therefore 2 of 2 points, 3 of 3, 3-4 of 4 and 4-5 of 5.
 *
 * @param value - The answer, an integer from 1 to `points`.
 * @param points - Of the scale, 2 to 5.
 * @throws MetricsError `value_out_of_scale` when the value is not on the scale; `argument_invalid` when there is no
 * such scale.
 * @example
 * csatCategory(4, 5); // 'positive'
 * csatCategory(3, 5); // 'neutral'
 * csatCategory(3, 4); // 'positive'
 */
export function csatCategory(value: number, points: number): CsatCategory {
  if (!scales.includes(`1..${points}`))
    throw new MetricsError('argument_invalid', `A CSAT scale has 2 to 5 points, but this one has ${points}.`);
  if (!Number.isInteger(value) || value < 1 || value > points)
    throw new MetricsError(
      'value_out_of_scale',
      `A CSAT answer of ${points} points must be an integer 1 to ${points}, but it is ${value}.`,
    );
  const middle = (1 + points) / 2;
  if (value === middle) return 'neutral';
  return value > middle ? 'positive' : 'negative';
}

/**
 * How many answers of each category a histogram of `1..2`, `1..3`, `1..4` or `1..5` holds.
 *
 * @throws MetricsError `histogram_invalid` on another scale or with impossible counts.
 * @example
 * const answers = histogram({ id: '1..5', min: 1, max: 5 }, [14, 9, 10, 32, 42]);
 * csatCounts(answers); // { negative: 23, neutral: 10, positive: 74 }
 */
export function csatCounts(histogram: Histogram): Record<CsatCategory, number> {
  requireScale(histogram, 'CSAT', scales);
  const points = histogram.counts.length;
  const of = { negative: 0, neutral: 0, positive: 0 };
  for (let value = 1; value <= points; value++)
    of[csatCategory(value, points)] += countAt(histogram, value - 1);
  return of;
}

/**
 * Customer satisfaction: `100 positive / n`, the percentage of answers in the top boxes, in 0..100, with its Wilson
 * interval on the same scale. Neutral answers stay in the base.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `1..2` to `1..5` or with impossible counts;
 * `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '1..5', min: 1, max: 5 }, [14, 9, 10, 32, 42]);
 * csat(answers).score; // 69.1588785046729
 * roundHalfAway(csat(answers).low, 6); // 59.871509
 * roundHalfAway(csat(answers).high, 6); // 77.11826
 */
export function csat(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'CSAT', scales);
  const points = histogram.counts.length;
  return estimateOf(histogram, {
    metric: 'csat',
    method: 'wilson',
    confidence,
    moments: momentsOf(histogram, (value) => (csatCategory(value, points) === 'positive' ? 1 : 0)),
    interval: shareInterval,
  });
}
