import { csat } from './csat.ts';
import type { Estimate, Metric } from './estimate.ts';
import type { Histogram } from './histogram.ts';
import type { IntervalOptions } from './interval.ts';
import { nps } from './nps.ts';

export type Estimator = (histogram: Histogram, options?: IntervalOptions) => Estimate;

/**
 * Every metric by its name, for a caller that gets the name at run time.
 *
 * @example
 * estimators.csat(histogram({ id: '1..2', min: 1, max: 2 }, [1, 3])).score; // 75
 */
export const estimators: Readonly<Record<Metric, Estimator>> = { nps, csat };
