import type { Estimate } from '../estimate.ts';
import { MetricsError } from '../metrics-error.ts';
import { effortScale } from './effort.ts';
import { type Scorecard, type ScorecardRange, scorecard } from './scorecard.ts';

export type CxMetric = 'nps' | 'csat' | 'ces';

export interface OverallCxOptions {
  /** The part of each in 100; equal by default. */
  readonly weights?: Readonly<Record<CxMetric, number>>;
  /** What earns nothing and what earns the whole weight; the ends of the metric's range by default. */
  readonly ranges?: Readonly<Partial<Record<CxMetric, ScorecardRange>>>;
}

const percent = { worst: 0, best: 100 };
const effortRange = { worst: 5, best: 1 };

/**
 * Overall CX: the `scorecard` of NPS, CSAT and CES, in 0..100. By default each counts a third, from one end of its range
 * to the other: -100..100 for NPS, 0..100 for CSAT and CES 2.0, 5..1 for CES 1.0, where less effort is better.
 *
 * It has no interval. Often the same people answer all three questions, so the three scores rise and fall together, and
 * their histograms do not tell how much; the ranges and weights are a decision besides, which no sample makes certain.
 * Show the components' own intervals beside it.
 *
 * @param estimates - Null where a metric is not asked; that makes the score null, as one without an answer does.
 * @throws MetricsError `argument_invalid` when an estimate is of another metric, and for weights and ranges as
 * `scorecard` does.
 * @example
 * const easy = ces(histogram({ id: '1..7', min: 1, max: 7 }, [0, 0, 1, 1, 2, 3, 3]));
 * const satisfied = csat(histogram({ id: '1..5', min: 1, max: 5 }, [1, 1, 2, 3, 3]));
 * const loyal = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 3, 0, 2, 0, 5]));
 * overallCx({ nps: loyal, csat: satisfied, ces: easy }, { weights: { nps: 50, csat: 30, ces: 20 } }).score; // 64
 * overallCx({ nps: loyal, csat: satisfied, ces: null }).score; // null
 */
export function overallCx(
  { nps, csat, ces }: Readonly<Record<CxMetric, Estimate | null>>,
  { weights, ranges = {} }: OverallCxOptions = {},
): Scorecard<CxMetric> {
  const component = (metric: CxMetric, estimate: Estimate | null, range: ScorecardRange) => {
    if (estimate && estimate.metric !== metric)
      throw new MetricsError(
        'argument_invalid',
        `Overall CX needs an estimate of ${metric} as ${metric}, but it is one of ${estimate.metric}.`,
      );
    const actual = estimate?.score ?? null;
    return { actual, ...range, ...ranges[metric], ...(weights && { weight: weights[metric] }) };
  };
  return scorecard({
    nps: component('nps', nps, { worst: -100, best: 100 }),
    csat: component('csat', csat, percent),
    ces: component('ces', ces, ces?.scale === effortScale ? effortRange : percent),
  });
}
