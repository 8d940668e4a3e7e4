import { type Estimate, estimateOf } from '../estimate.ts';
import { type Histogram, requireScale } from '../histogram.ts';
import type { IntervalOptions } from '../interval/interval.ts';
import { momentsOf } from '../moments.ts';
import { meanInterval, shareInterval } from './score-interval.ts';

const scale = '1..7';

/**
 * Customer Effort Score 2.0: the percentage of those who agree that they were made it easy, from 1 (strongly disagree)
 * to 7 (strongly agree), with its Wilson interval:
 *
 *     100 (answers of 5, 6 and 7) / n,    in 0..100, higher is better
 *
 * Reports differ in whether they print this percentage or the mean: `mean` stands beside it, and `cesMean` has its
 * interval.
 *
 * Source: M. Dixon, N. Toman and R. DeLisi (2013), The Effortless Experience, Portfolio/Penguin.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `1..7` or with impossible counts; `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '1..7', min: 1, max: 7 }, [2, 3, 5, 10, 30, 30, 20]);
 * ces(answers).score; // 80
 * roundHalfAway(ces(answers).low, 6); // 71.117083
 * ces(answers).mean; // 5.33
 * ces(histogram({ id: '1..5:effort', min: 1, max: 5 }, [4, 2, 1, 0, 0])); // throws histogram_invalid
 */
export function ces(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'CES 2.0 (`effort` is CES 1.0)', [scale]);
  return estimateOf(histogram, {
    metric: 'ces',
    method: 'wilson',
    confidence,
    moments: momentsOf(histogram, (value) => (value >= 5 ? 1 : 0)),
    interval: shareInterval,
  });
}

/**
 * The mean of Customer Effort Score 2.0, from 1 (strongly disagree that it was easy) to 7, with its t interval.
 *
 *     sum of answers / n,    in 1..7, higher is better
 *
 * Source: M. Dixon, N. Toman and R. DeLisi (2013), The Effortless Experience, Portfolio/Penguin.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `1..7` or with impossible counts; `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '1..7', min: 1, max: 7 }, [2, 3, 5, 10, 30, 30, 20]);
 * cesMean(answers).score; // 5.33
 * roundHalfAway(cesMean(answers).low, 6); // 5.056487
 */
export function cesMean(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'CES 2.0 (`effort` is CES 1.0)', [scale]);
  return estimateOf(histogram, {
    metric: 'ces',
    method: 't',
    confidence,
    moments: momentsOf(histogram, (value) => value),
    interval: (moments, level) => meanInterval(moments, level, { min: 1, max: 7 }),
  });
}
