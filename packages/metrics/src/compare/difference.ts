import type { Estimate, Method, Metric } from '../estimate.ts';
import { checkConfidence, type IntervalOptions } from '../interval/interval.ts';
import { MetricsError } from '../metrics-error.ts';
import type { Moments } from '../moments.ts';
import { netDifferenceOf } from './net-difference.ts';
import { newcombeOf } from './newcombe.ts';
import { pooledTest } from './pooled-test.ts';
import { welch } from './welch.ts';

/** An estimate that may know that its answers resemble each other. */
export interface ComparedEstimate extends Estimate {
  /** How many times less the answers say than as many independent ones; null when nothing tells. */
  readonly designEffect?: number | null;
}

/** What one score is above another, in the unit of the metric: points for net scores and shares. */
export interface Difference {
  readonly metric: Metric;
  readonly scale: string;
  readonly method: Method;
  readonly confidence: number;
  /** The later score minus the earlier; null when a side has no answers, like all that follow. */
  readonly difference: number | null;
  /** Null also when the answers cannot tell how sure the difference is, like `statistic` and `p`. */
  readonly low: number | null;
  readonly high: number | null;
  /** z of net scores and shares, t of means. */
  readonly statistic: number | null;
  /** How often chance alone makes a difference as large, to either side; in 0..1. */
  readonly p: number | null;
}

type Verdict = Pick<Difference, 'low' | 'high' | 'statistic' | 'p'>;

/**
 * The difference of two estimates of one metric, `after` minus `before`, by the method that they were made with:
 *
 *     adjusted-wald-3t    `netDifference` and `pooledTest`
 *     wilson              `newcombe` and `pooledTest`, the N - 1 chi-squared
 *     t                   `welch`
 *
 * `difference` is that of the scores as they are shown. The interval of net scores is built around another one, so
 * with few answers it can end short of the difference. For net scores and shares p and interval can disagree at the
 * edge: p asks whether both sides answer alike, the interval how large the difference of the scores is.
 *
 * An estimate with a `designEffect` counts as `n / designEffect` answers, because answers that resemble each other say
 * less than independent ones. The answers before and after are taken as independent of each other.
 *
 * @throws MetricsError `scale_mixed` when metrics, scales or methods differ; `confidence_invalid`; `argument_invalid`
 * unless a design effect is positive.
 * @example
 * const may = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 5, 0, 20, 0, 25]));
 * const june = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 10, 0, 20, 0, 20]));
 * difference(may, june).difference; // -20
 * roundHalfAway(difference(may, june).low, 6); // -45.933482
 * roundHalfAway(difference(may, june).p, 6); // 0.163541
 * difference(may, csat(histogram({ id: '1..5', min: 1, max: 5 }, [1, 1, 1, 1, 1]))); // throws scale_mixed
 */
export function difference(
  before: ComparedEstimate,
  after: ComparedEstimate,
  { confidence = 0.95 }: IntervalOptions = {},
): Difference {
  checkConfidence(confidence);
  const { metric, scale, method } = before;
  if (metric !== after.metric || scale !== after.scale || method !== after.method)
    throw new MetricsError(
      'scale_mixed',
      `Only estimates of one metric, scale and method can be compared, but these are ${described(before)} and ` +
        `${described(after)}.`,
    );
  const raw = before.score === null || after.score === null ? null : after.score - before.score;
  return { metric, scale, method, confidence, difference: raw, ...verdictOf(before, after, confidence) };
}

const unknown = { low: null, high: null, statistic: null, p: null };

function verdictOf(before: ComparedEstimate, after: ComparedEstimate, confidence: number): Verdict {
  const a = effective(before);
  const b = effective(after);
  if (!a || !b) return unknown;
  if (before.method === 't') {
    const test = welch(a, b, { confidence });
    if (!test) return unknown;
    const most = before.histogram.counts.length - 1;
    return { low: Math.max(-most, test.low), high: Math.min(most, test.high), statistic: test.t, p: test.p };
  }
  const test = pooledTest(a, b);
  if (!test) return unknown;
  const interval =
    before.method === 'wilson' ? newcombeOf(a, b, { confidence }) : netDifferenceOf(a, b, { confidence });
  return { low: 100 * interval.low, high: 100 * interval.high, statistic: test.z, p: test.p };
}

/** The moments of as many independent answers; null when nothing tells how many that are. */
function effective({
  moments: { n, sum, sumOfSquares },
  designEffect = 1,
}: ComparedEstimate): Moments | null {
  if (designEffect === null) return null;
  if (!(designEffect > 0 && designEffect < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A design effect must be finite and above 0, but it is ${designEffect}.`,
    );
  return { n: n / designEffect, sum: sum / designEffect, sumOfSquares: sumOfSquares / designEffect };
}

function described({ metric, scale, method }: Estimate): string {
  return `${metric} on scale "${scale}" (${method})`;
}
