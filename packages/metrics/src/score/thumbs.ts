import { type Estimate, estimateOf } from '../estimate.ts';
import { type Histogram, requireScale } from '../histogram.ts';
import type { IntervalOptions } from '../interval/interval.ts';
import { momentsOf } from '../moments.ts';
import { shareInterval } from './score-interval.ts';

const scale = '0..1';

/**
 * Thumbs: the percentage of thumbs up (1) among thumbs up and down (0), with its Wilson interval:
 *
 *     100 (answers of 1) / n,    in 0..100
 *
 * @throws MetricsError `histogram_invalid` on another scale than `0..1` or with impossible counts; `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '0..1', min: 0, max: 1 }, [3, 13]);
 * thumbs(answers).score; // 81.25
 * roundHalfAway(thumbs(answers).low, 6); // 56.991119
 */
export function thumbs(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'Thumbs', [scale]);
  return estimateOf(histogram, {
    metric: 'thumbs',
    method: 'wilson',
    confidence,
    moments: momentsOf(histogram, (value) => value),
    interval: shareInterval,
  });
}
