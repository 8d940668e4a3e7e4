import { type Estimate, estimateOf } from '../estimate.ts';
import { type Histogram, requireScale } from '../histogram.ts';
import type { IntervalOptions } from '../interval/interval.ts';
import { MetricsError } from '../metrics-error.ts';
import { momentsOf } from '../moments.ts';
import { netInterval } from './score-interval.ts';

/** What one respondent answered to the three questions, 1 to 5 each; null or undefined where there is no answer. */
export interface CxiAnswers {
  readonly needs?: number | null | undefined;
  readonly ease?: number | null | undefined;
  readonly enjoyment?: number | null | undefined;
}

const questionScale = '1..5';
export const compositeScale = '-3..3';

/**
 * One question of a CXi-style index, such as "How easy was it?": a net score like NPS, with its adjusted Wald (3,T)
 * interval:
 *
 *     100 (answers of 4 and 5 - answers of 1 and 2) / n,    in -100..100
 *
 * It follows the Customer Experience Index as Forrester published it until 2014 and as the US General Services
 * Administration used it. The index that Forrester sells today is another one, and its formula is not public.
 *
 * Source: US General Services Administration (2016), Digging into the Data of Our Customer Survey, digital.gov.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `1..5` or with impossible counts; `confidence_invalid`.
 * @example
 * const ease = histogram({ id: '1..5', min: 1, max: 5 }, [4, 6, 20, 40, 30]);
 * cxiQuestion(ease).score; // 60
 * roundHalfAway(cxiQuestion(ease).low, 6); // 45.26976
 */
export function cxiQuestion(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'A CXi question (`cxi` is the overall score)', [questionScale]);
  return estimateOf(histogram, {
    metric: 'cxi',
    method: 'adjusted-wald-3t',
    confidence,
    moments: momentsOf(histogram, sign),
    interval: netInterval,
  });
}

/**
 * The overall CXi-style score with its adjusted Wald (3,T) interval, from the composites (`cxiComposite`) of the
 * respondents who answered all three questions:
 *
 *     100 (sum of composites / 3) / n,    in -100..100
 *
 * It is the mean of the three net scores of these respondents. The interval needs the composites, because the three
 * answers of one person resemble each other.
 *
 * @throws MetricsError `histogram_invalid` on another scale than `-3..3` or with impossible counts;
 * `confidence_invalid`.
 * @example
 * const composites = histogram({ id: '-3..3', min: -3, max: 3 }, [2, 3, 5, 10, 20, 30, 30]);
 * cxi(composites).score; // 51
 * roundHalfAway(cxi(composites).low, 6); // 39.869391
 */
export function cxi(histogram: Histogram, { confidence = 0.95 }: IntervalOptions = {}): Estimate {
  requireScale(histogram, 'An overall CXi (`cxiQuestion` is the score of one question)', [compositeScale]);
  // Added up as integers and divided once: thirds would leave a speck where the sum is 0.
  const { n, sum, sumOfSquares } = momentsOf(histogram, (value) => value);
  return estimateOf(histogram, {
    metric: 'cxi',
    method: 'adjusted-wald-3t',
    confidence,
    moments: { n, sum: sum / 3, sumOfSquares: sumOfSquares / 9 },
    interval: netInterval,
  });
}

/**
 * The composite of one respondent: how many of the three answers are 4 or 5, less how many are 1 or 2, in -3..3; null
 * when an answer is missing.
 *
 * @throws MetricsError `value_out_of_scale` when an answer is not an integer from 1 to 5.
 * @example
 * cxiComposite({ needs: 5, ease: 4, enjoyment: 2 }); // 1
 * cxiComposite({ needs: 5, ease: 4 }); // null
 */
export function cxiComposite({ needs, ease, enjoyment }: CxiAnswers): number | null {
  let composite: number | null = 0;
  for (const [item, value] of Object.entries({ needs, ease, enjoyment })) {
    if (value === null || value === undefined) composite = null;
    else if (!Number.isInteger(value) || value < 1 || value > 5)
      throw new MetricsError(
        'value_out_of_scale',
        `A CXi answer must be an integer 1 to 5, but ${item} is ${value}.`,
      );
    else if (composite !== null) composite += sign(value);
  }
  return composite;
}

function sign(value: number): number {
  return Math.sign(value - 3);
}
