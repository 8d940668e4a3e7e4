import type { Estimate, Metric } from '../estimate.ts';
import type { Histogram } from '../histogram.ts';
import { ces } from './ces.ts';
import { csat } from './csat.ts';
import { compositeScale, cxi, cxiQuestion } from './cxi.ts';
import { effort, effortScale } from './effort.ts';
import { nps } from './nps.ts';
import { pmf } from './pmf.ts';
import { type RatingOptions, rating } from './rating.ts';
import { thumbs } from './thumbs.ts';

/** `top` is for ratings; the boxes of every other metric are its own. */
export type Estimator = (histogram: Histogram, options?: RatingOptions) => Estimate;

/**
 * Every metric by its name, for a caller that gets the name at run time. The scale decides between the two editions of
 * `ces` (2.0 on `1..7`, 1.0 on `1..5:effort`) and the two levels of `cxi` (a question on `1..5`, overall on `-3..3`).
 *
 * @example
 * estimators.csat(histogram({ id: '1..2', min: 1, max: 2 }, [1, 3])).score; // 75
 * estimators.ces(histogram({ id: '1..5:effort', min: 1, max: 5 }, [1, 3, 0, 0, 0])).score; // 1.75
 * estimators.rating(histogram({ id: '1..5', min: 1, max: 5 }, [1, 0, 0, 2, 1]), { top: 4 }).score; // 75
 */
export const estimators: Readonly<Record<Metric, Estimator>> = {
  nps,
  csat,
  ces: (histogram, options) => (histogram.scale === effortScale ? effort : ces)(histogram, options),
  cxi: (histogram, options) => (histogram.scale === compositeScale ? cxi : cxiQuestion)(histogram, options),
  pmf,
  rating,
  thumbs,
};
