import { type Estimate, estimateOf } from '../estimate.ts';
import { type Histogram, requireScale } from '../histogram.ts';
import type { IntervalOptions } from '../interval/interval.ts';
import { momentsOf } from '../moments.ts';
import { meanInterval } from './score-interval.ts';

/** Its id keeps it apart from `1..5`, on which the highest value is the best. */
export const effortScale = '1..5:effort';

/**
 * Customer Effort Score 1.0: the mean effort that customers had to put in, from 1 (very low) to 5 (very high), with its
 * t interval:
 *
 *     sum of answers / n,    in 1..5, lower is better
 *
 * It is never merged or compared with CES 2.0 (`ces`), which asks the opposite on another scale.
 *
 * Source: M. Dixon, K. Freeman and N. Toman (2010), Stop Trying to Delight Your Customers, Harvard Business Review
 * 88(7/8), 116-122.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `1..5:effort` or with impossible counts;
 * `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '1..5:effort', min: 1, max: 5 }, [40, 30, 20, 5, 5]);
 * effort(answers).score; // 2.05
 * roundHalfAway(effort(answers).low, 6); // 1.827263
 * roundHalfAway(effort(answers).high, 6); // 2.272737
 * effort(histogram({ id: '1..7', min: 1, max: 7 }, [0, 0, 0, 1, 2, 3, 4])); // throws histogram_invalid
 */
export function effort(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'CES 1.0 (`ces` is CES 2.0)', [effortScale]);
  return estimateOf(histogram, {
    metric: 'ces',
    method: 't',
    confidence,
    moments: momentsOf(histogram, (value) => value),
    interval: (moments, level) => meanInterval(moments, level, { min: 1, max: 5 }),
  });
}
