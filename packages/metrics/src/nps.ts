import { adjustedWald } from './adjusted-wald.ts';
import { type Estimate, estimateOf } from './estimate.ts';
import { checkCounts, type Histogram, isOn, total } from './histogram.ts';
import type { IntervalOptions } from './interval.ts';
import { MetricsError } from './metrics-error.ts';
import type { NetCounts } from './net.ts';

export type NpsCategory = 'detractor' | 'passive' | 'promoter';

const scale = { id: '0..10', min: 0, max: 10 };

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
  if (!Number.isInteger(value) || value < scale.min || value > scale.max)
    throw new MetricsError(
      'value_out_of_scale',
      `An NPS answer must be an integer 0 to 10, but it is ${value}.`,
    );
  if (value <= 6) return 'detractor';
  return value <= 8 ? 'passive' : 'promoter';
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
  if (!isOn(histogram, scale))
    throw new MetricsError(
      'histogram_invalid',
      `NPS is defined on the 11 values of scale "0..10", but this histogram has ${histogram.counts.length} values ` +
        `from ${histogram.min} on scale "${histogram.scale}".`,
    );
  checkCounts(histogram);
  const of = { detractor: 0, passive: 0, promoter: 0 };
  for (const [value, count] of histogram.counts.entries()) of[npsCategory(value)] += count;
  return { detractors: of.detractor, passives: of.passive, promoters: of.promoter };
}

/**
 * Net Promoter Score: `100 (promoters - detractors) / n`, in -100..100, with its adjusted Wald (3,T) interval on the
 * same scale. Subtracted first and divided once, so no error of two rounded percentages adds up.
 *
 * `score` is the raw one, and the interval is built around a score drawn towards 0. So it can end short of the score:
 * at 95 % with a single answer (100, with a `high` of 98.5), and at lower confidences when nearly all agree.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `0..10` or with impossible counts;
 * `confidence_invalid`.
 * @example
 * const answers = histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 5, 0, 0, 20, 0, 25]);
 * nps(answers).score; // 40
 * nps(answers).low; // 19.63701328718963
 * nps(answers).high; // 55.83468482601792
 * nps(histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 5])); // throws histogram_invalid
 */
export function nps(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  const counts = npsCounts(histogram);
  return estimateOf(histogram, {
    metric: 'nps',
    method: 'adjusted-wald-3t',
    confidence,
    measure: () => {
      const { low, high } = adjustedWald(counts, { confidence });
      const score = (100 * (counts.promoters - counts.detractors)) / total(histogram);
      return { score, low: 100 * low, high: 100 * high };
    },
  });
}
