import { type Estimate, estimateOf } from '../estimate.ts';
import { type Histogram, requireScale } from '../histogram.ts';
import type { IntervalOptions } from '../interval/interval.ts';
import { momentsOf } from '../moments.ts';
import { shareInterval } from './score-interval.ts';

const scale = '1..3';

/**
 * Product/market fit, or the must-have test: the percentage of users who would be very disappointed (3) if they could no
 * longer use the product, beside those who would be somewhat (2) or not disappointed (1), with its Wilson interval:
 *
 *     100 (answers of 3) / n,    in 0..100
 *
 * From 40 % up a product is usually called a must-have. That line comes from S. Ellis, who drew it after he had compared
 * nearly 100 startups, and who calls it a bit arbitrary. It is passed for sure only when `low` is above it.
 *
 * Source: S. Ellis (2009), The Startup Pyramid, startup-marketing.com.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `1..3` or with impossible counts; `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '1..3', min: 1, max: 3 }, [10, 45, 45]);
 * pmf(answers).score; // 45
 * roundHalfAway(pmf(answers).low, 6); // 35.614538
 */
export function pmf(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'Product/market fit', [scale]);
  return estimateOf(histogram, {
    metric: 'pmf',
    method: 'wilson',
    confidence,
    moments: momentsOf(histogram, (value) => (value === 3 ? 1 : 0)),
    interval: shareInterval,
  });
}
