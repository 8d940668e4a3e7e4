import type { Estimate, Method, Metric } from '../estimate.ts';
import { checkConfidence, criticalValue, type IntervalOptions } from '../interval/interval.ts';
import { criticalT } from '../interval/t-interval.ts';
import { effectiveMoments } from '../sample/effective-moments.ts';
import { checkAlike } from './alike.ts';
import { netDifferenceOf } from './net-difference.ts';
import { newcombeOf } from './newcombe.ts';
import { twoSidedT } from './p-value.ts';
import { pooledTest } from './pooled-test.ts';
import { compareMeans } from './welch.ts';

/** What one score is above another, in the unit of the metric: points for net scores and shares. */
export interface Difference {
  readonly metric: Metric;
  readonly scale: string;
  readonly method: Method;
  readonly confidence: number;
  /** The later score minus the earlier; null when a side has no answers, like all that follow. */
  readonly difference: number | null;
  /** Null also when the answers cannot tell how sure the difference is. */
  readonly low: number | null;
  readonly high: number | null;
  /** z of net scores and shares, t of means; null like `p` when nothing tells what the answers are worth. */
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
 * less than independent ones. With `degreesOfFreedom` the t distribution takes the place of the normal one: with few
 * accounts it is not well known how much they differ. The answers before and after are taken as independent of each
 * other, which is on the safe side where the same accounts answer twice. Equal answers on each side give a p and no
 * interval.
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
  before: Estimate,
  after: Estimate,
  { confidence = 0.95 }: IntervalOptions = {},
): Difference {
  checkConfidence(confidence);
  checkAlike(before, after);
  const { metric, scale, method } = before;
  const raw = before.score === null || after.score === null ? null : after.score - before.score;
  return { metric, scale, method, confidence, difference: raw, ...verdictOf(before, after, confidence) };
}

const unknown = { low: null, high: null, statistic: null, p: null };

function verdictOf(before: Estimate, after: Estimate, confidence: number): Verdict {
  const a = effectiveMoments(before);
  const b = effectiveMoments(after);
  if (!a || !b) return unknown;
  const test = pooledTest(a, b);
  if (!test) return unknown;
  const df = degreesOfFreedom([before, a.n], [after, b.n]);
  if (before.method === 't') {
    const means = compareMeans(a, b);
    // Equal answers on each side tell that the sides differ, but not how far.
    if (!means) return { ...unknown, statistic: test.z, p: df === null ? test.p : twoSidedT(test.z, df) };
    const half = criticalT(confidence, df ?? means.df) * means.error;
    const most = before.histogram.counts.length - 1;
    const t = means.difference / means.error;
    return {
      low: Math.max(-most, means.difference - half),
      high: Math.min(most, means.difference + half),
      statistic: t,
      p: twoSidedT(t, df ?? means.df),
    };
  }
  const critical = df === null ? criticalValue(confidence) : criticalT(confidence, df);
  const interval = before.method === 'wilson' ? newcombeOf(a, b, critical) : netDifferenceOf(a, b, critical);
  const p = df === null ? test.p : twoSidedT(test.z, df);
  return { low: 100 * interval.low, high: 100 * interval.high, statistic: test.z, p };
}

/**
 * Of a difference, by Satterthwaite from those of its sides. Each side has the squared error v / n with one v for both, as
 * the pooled test has it, so that v cancels out. Null when neither side has degrees of freedom of its own.
 */
function degreesOfFreedom(...sides: readonly [Estimate, n: number][]): number | null {
  let squaredError = 0;
  let uncertain = 0;
  for (const [{ degreesOfFreedom: df }, n] of sides) {
    squaredError += 1 / n;
    if (df !== undefined && df !== null) uncertain += 1 / n ** 2 / df;
  }
  return uncertain === 0 ? null : squaredError ** 2 / uncertain;
}
