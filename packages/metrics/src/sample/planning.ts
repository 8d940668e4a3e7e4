import type { Estimate } from '../estimate.ts';
import { adjustedWaldOf } from '../interval/adjusted-wald.ts';
import { checkConfidence, criticalValue, type IntervalOptions } from '../interval/interval.ts';
import { criticalT } from '../interval/t-interval.ts';
import { wilsonOf } from '../interval/wilson.ts';
import { MetricsError } from '../metrics-error.ts';

interface PlanOptions extends IntervalOptions {
  /** How many times more answers are needed than independent ones would be, at least 1; 1 by default. */
  readonly designEffect?: number;
}

/** A net score, in points of -100..100. */
export interface NetPlan extends PlanOptions {
  readonly of: 'net';
  /** Shares of the answers, together at most 1. Half and half by default: nothing has a wider interval. */
  readonly expected?: { readonly promoters: number; readonly detractors: number };
}

/** A percentage, in points of 0..100. */
export interface SharePlan extends PlanOptions {
  readonly of: 'share';
  /** In 0..1; a half by default: nothing has a wider interval. */
  readonly expected?: number;
}

/** A mean, in values of its scale. */
export interface MeanPlan extends PlanOptions {
  readonly of: 'mean';
  /** The standard deviation of one answer, such as last month's; on five points seldom above 1.5. */
  readonly deviation: number;
}

export type Plan = NetPlan | SharePlan | MeanPlan;

/**
 * The margin that n answers reach, in the unit of the score; null for no answer, and for a mean of less than two:
 *
 *     (high - low) / 2    of the interval that n / designEffect answers with the expected shares have
 *
 * The interval is the one that the score will have, adjusted Wald for a net score, Wilson for a share and t for a mean,
 * and not the usual approximation z sqrt(v / n). So a plan and its outcome agree when the shares come out as expected.
 *
 * @throws MetricsError `argument_invalid` when n is not a whole number from 0 up, when expected shares are outside 0..1
 * or add up to more than 1, and when the design effect is not a finite number from 1 up; `confidence_invalid`.
 * @example
 * roundHalfAway(marginReached(400, { of: 'net' }), 6); // 9.745089
 * roundHalfAway(marginReached(400, { of: 'net', expected: { promoters: 0.5, detractors: 0.1 } }), 6); // 6.488201
 * roundHalfAway(marginReached(400, { of: 'share' }), 6); // 4.87655
 * roundHalfAway(marginReached(30, { of: 'mean', deviation: 1.2 }), 6); // 0.448087
 * marginReached(0, { of: 'share' }); // null
 */
export function marginReached(n: number, plan: Plan): number | null {
  if (!Number.isSafeInteger(n) || n < 0)
    throw new MetricsError('argument_invalid', `Answers are a whole number from 0 up, but n is ${n}.`);
  const marginAt = marginFunction(plan);
  const margin = n === 0 ? Number.POSITIVE_INFINITY : marginAt(n);
  return Number.isFinite(margin) ? margin : null;
}

/**
 * The smallest number of answers that reaches a margin: the inverse of `marginReached`, found by halving, because the
 * formulas of the intervals cannot be solved for n exactly.
 *
 * Source: W. G. Cochran (1977), Sampling Techniques, 3rd edition, Wiley, chapter 4 (how large a sample).
 *
 * @param plan - With the margin in points of the score.
 * @throws MetricsError `argument_invalid` as `marginReached` does, when the margin is not a finite number above 0, and
 * when no number of answers reaches it that can be counted; `confidence_invalid`.
 * @example
 * answersNeeded({ of: 'net', margin: 5 }); // 1533
 * answersNeeded({ of: 'share', margin: 5 }); // 381
 * answersNeeded({ of: 'share', margin: 5, expected: 0.9 }); // 141
 * answersNeeded({ of: 'share', margin: 5, designEffect: 2 }); // 761
 * answersNeeded({ of: 'mean', margin: 0.2, deviation: 1.2 }); // 141
 * answersNeeded({ of: 'net', margin: 0 }); // throws argument_invalid
 */
export function answersNeeded({ margin, ...plan }: Plan & { readonly margin: number }): number {
  if (!(margin > 0 && margin < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A margin must be a finite number of points above 0, but margin is ${margin}.`,
    );
  const marginAt = marginFunction(plan);
  let tooFew = 0;
  let enough = 1;
  while (marginAt(enough) > margin) {
    tooFew = enough;
    enough *= 2;
    if (enough > Number.MAX_SAFE_INTEGER)
      throw new MetricsError(
        'argument_invalid',
        `A margin of ${margin} points needs more answers than can be counted.`,
      );
  }
  // The two are a power of 2 apart, so that the middle is a whole number.
  while (enough - tooFew > 1) {
    const middle = (tooFew + enough) / 2;
    if (marginAt(middle) > margin) tooFew = middle;
    else enough = middle;
  }
  return enough;
}

/**
 * The margin of an estimate, to hold against the one that was planned: half the width of its interval, in the unit of
 * the score; null where it has no interval.
 *
 * @example
 * const answers = histogram({ id: '0..1', min: 0, max: 1 }, [10, 10]);
 * roundHalfAway(marginOf(thumbs(answers)), 6); // 20.070199
 * marginOf(thumbs(histogram({ id: '0..1', min: 0, max: 1 }, [0, 0]))); // null
 */
export function marginOf({ low, high }: Pick<Estimate, 'low' | 'high'>): number | null {
  return low === null || high === null ? null : (high - low) / 2;
}

/** The margin as a function of n, of a plan that was checked. */
function marginFunction(plan: Plan): (n: number) => number {
  const { confidence = 0.95, designEffect = 1 } = plan;
  if (!(designEffect >= 1 && designEffect < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A design effect is a finite number from 1 up, but designEffect is ${designEffect}.`,
    );
  if (plan.of === 'mean') return meanMargin(plan);
  const critical = criticalValue(confidence);
  const intervalOf = plan.of === 'net' ? netInterval(plan, critical) : shareInterval(plan, critical);
  return (n) => {
    const { low, high } = intervalOf(n / designEffect);
    return (100 * high - 100 * low) / 2;
  };
}

function netInterval({ expected }: NetPlan, critical: number) {
  const { promoters, detractors } = expected ?? { promoters: 0.5, detractors: 0.5 };
  // Shares such as 0.41 and 0.59 may add up to a speck more than 1.
  if (!(promoters >= 0 && detractors >= 0 && promoters + detractors <= 1 + 1e-9))
    throw new MetricsError(
      'argument_invalid',
      'Expected promoters and detractors must be shares that add up to at most 1, but they are ' +
        `${promoters} and ${detractors}.`,
    );
  return (n: number) =>
    adjustedWaldOf(
      { n, sum: n * (promoters - detractors), sumOfSquares: n * (promoters + detractors) },
      critical,
    );
}

function shareInterval({ expected = 0.5 }: SharePlan, critical: number) {
  if (!(expected >= 0 && expected <= 1))
    throw new MetricsError('argument_invalid', `An expected share lies in 0 to 1, but it is ${expected}.`);
  return (n: number) => wilsonOf({ hits: n * expected, n }, critical);
}

/** Less than two answers reach no margin: they do not scatter. */
function meanMargin({ deviation, confidence = 0.95, designEffect = 1 }: MeanPlan): (n: number) => number {
  checkConfidence(confidence);
  if (!(deviation > 0 && deviation < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A standard deviation must be finite and above 0, but deviation is ${deviation}.`,
    );
  return (n) => {
    const worth = n / designEffect;
    if (worth < 2) return Number.POSITIVE_INFINITY;
    return (criticalT(confidence, worth - 1) * deviation) / Math.sqrt(worth);
  };
}
