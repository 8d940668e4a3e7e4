import { type Estimate, estimateOf } from '../estimate.ts';
import { type Histogram, requireScale } from '../histogram.ts';
import type { IntervalOptions } from '../interval/interval.ts';
import { MetricsError } from '../metrics-error.ts';
import { momentsOf } from '../moments.ts';
import { meanInterval, shareInterval } from './score-interval.ts';

export interface RatingOptions extends IntervalOptions {
  /** The lowest value of the top boxes. With it the score is a percentage, without it the mean. */
  readonly top?: number;
}

const scales = ['1..2', '1..3', '1..4', '1..5', '1..6', '1..7', '1..8', '1..9', '1..10'];

/**
 * A rating of 2 to 10 points, higher is better: the mean with its t interval or, where top boxes are declared, the
 * percentage of answers in them with its Wilson interval:
 *
 *     without top    sum of answers / n                  in 1..points
 *     with top       100 (answers of top or more) / n    in 0..100
 *
 * @throws MetricsError `histogram_invalid` on another scale than `1..2` to `1..10` or with impossible counts;
 * `argument_invalid` when `top` is not an integer from 2 to the highest value; `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '1..5', min: 1, max: 5 }, [14, 9, 10, 32, 42]);
 * roundHalfAway(rating(answers).score, 6); // 3.738318
 * roundHalfAway(rating(answers).low, 6); // 3.47069
 * rating(answers, { top: 5 }).score; // 39.25233644859813
 * roundHalfAway(rating(answers, { top: 5 }).low, 6); // 30.526552
 * rating(answers, { top: 6 }); // throws argument_invalid
 */
export function rating(histogram: Histogram, { confidence = 0.95, top }: RatingOptions = {}): Estimate {
  requireScale(histogram, 'A rating', scales);
  const max = histogram.counts.length;
  if (top === undefined)
    return estimateOf(histogram, {
      metric: 'rating',
      method: 't',
      confidence,
      moments: momentsOf(histogram, (value) => value),
      interval: (moments, level) => meanInterval(moments, level, { min: 1, max }),
    });
  if (!Number.isInteger(top) || top < 2 || top > max)
    throw new MetricsError(
      'argument_invalid',
      `The top boxes of scale "${histogram.scale}" must start at an integer 2 to ${max}, but top is ${top}.`,
    );
  const estimate = estimateOf(histogram, {
    metric: 'rating',
    method: 'wilson',
    confidence,
    moments: momentsOf(histogram, (value) => (value >= top ? 1 : 0)),
    interval: shareInterval,
  });
  return { ...estimate, top };
}
