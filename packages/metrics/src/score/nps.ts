import { type Estimate, estimateOf } from '../estimate.ts';
import { type Histogram, requireScale } from '../histogram.ts';
import type { IntervalOptions } from '../interval/interval.ts';
import { MetricsError } from '../metrics-error.ts';
import { momentsOf } from '../moments.ts';
import type { NetCounts } from '../net.ts';
import { netInterval } from './score-interval.ts';

export type NpsCategory = 'detractor' | 'passive' | 'promoter';

const scale = '0..10';

/**
 * What an answer counts as: 0 to 6 is a detractor, 7 and 8 a passive, 9 and 10 a promoter.
 *
 * Source: F. F. Reichheld (2003), The One Number You Need to Grow, Harvard Business Review 81(12), 46-54.
 *
 * @throws MetricsError `value_out_of_scale` when the value is not an integer from 0 to 10.
 * @example
 * npsCategory(6); // 'detractor'
 * npsCategory(7); // 'passive'
 * npsCategory(9); // 'promoter'
 */
export function npsCategory(value: number): NpsCategory {
  if (!Number.isInteger(value) || value < 0 || value > 10)
    throw new MetricsError(
      'value_out_of_scale',
      `An NPS answer must be an integer 0 to 10, but it is ${value}.`,
    );
  const counts = sign(value);
  if (counts === 0) return 'passive';
  return counts < 0 ? 'detractor' : 'promoter';
}

/**
 * How many detractors, passives and promoters a histogram of `0..10` holds.
 *
 * @throws MetricsError `histogram_invalid` on another scale or with impossible counts.
 * @example
 * const answers = histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 2, 0, 3, 1, 4]);
 * npsCounts(answers); // { detractors: 2, passives: 3, promoters: 5 }
 */
export function npsCounts(histogram: Histogram): NetCounts {
  requireScale(histogram, 'NPS', [scale]);
  const { n, sum, sumOfSquares } = momentsOf(histogram, sign);
  return {
    detractors: (sumOfSquares - sum) / 2,
    passives: n - sumOfSquares,
    promoters: (sumOfSquares + sum) / 2,
  };
}

/**
 * Net Promoter Score: `100 (promoters - detractors) / n`, in -100..100, with its adjusted Wald (3,T) interval on the
 * same scale.
 *
 * `score` is the raw one, and the interval is built around a score drawn towards 0. So it can end short of the score:
 * at 95 % with a single answer (100, with a `high` of 98.5), and at lower confidences when nearly all agree.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `0..10` or with impossible counts;
 * `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 5, 0, 0, 20, 0, 25]);
 * nps(answers).score; // 40
 * roundHalfAway(nps(answers).low, 6); // 19.637013
 * roundHalfAway(nps(answers).high, 6); // 55.834685
 * nps(histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 5])); // throws histogram_invalid
 */
export function nps(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'NPS', [scale]);
  return estimateOf(histogram, {
    metric: 'nps',
    method: 'adjusted-wald-3t',
    confidence,
    moments: momentsOf(histogram, sign),
    interval: netInterval,
  });
}

function sign(value: number): number {
  if (value <= 6) return -1;
  return value <= 8 ? 0 : 1;
}
