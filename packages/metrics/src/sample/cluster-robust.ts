import type { Estimate } from '../estimate.ts';
import { criticalT } from '../interval/t-interval.ts';
import { MetricsError } from '../metrics-error.ts';
import { addMoments, checkMoments, type Moments, variance } from '../moments.ts';
import { effectiveInterval } from './effective-interval.ts';

export interface ClusteredEstimate extends Estimate {
  /** Accounts, and answers without an account. */
  readonly clusters: number;
  /**
   * How many times the variance of the score is what as many independent answers would give it, at least 1; null when
   * there is only one cluster to tell by.
   */
  readonly designEffect: number | null;
  /** Of the t distribution that the interval takes its critical value from: with few or unequal clusters a few. */
  readonly degreesOfFreedom: number | null;
}

export interface ClusterOptions {
  /** The answers that belong to no account, added up: each is a cluster of its own. */
  readonly alone?: Moments;
}

const none: Moments = { n: 0, sum: 0, sumOfSquares: 0 };

/**
 * The same estimate with an interval that knows that the answers of one account resemble each other.
 *
 * Each account is left out once. How far the score moves each time is what the accounts, and not the answers, say of
 * its certainty (the jackknife in the form called CR3). With p = n_g / N the share of an account and s its sum of worths:
 *
 *     V = sum over accounts of ((s - n_g score) / (1 - p))^2 / N^2
 *     designEffect = V / (variance / N), at least 1
 *     degrees of freedom = 1 / (sum p^2 + (sum p^2 / (1 - p))^2 - sum (p^2 / (1 - p))^2)
 *
 * The interval is that of the estimate's own method for `N / designEffect` answers, with the critical value of Student's
 * t instead of the normal one. Equal accounts have as many degrees of freedom as there are accounts, less one; a giant
 * among them leaves few, because then the score is mostly what one account thinks. The score itself stays.
 *
 * With a single account nothing tells how accounts differ: `low`, `high`, `designEffect` and `degreesOfFreedom` are
 * null. Answers that are all equal do not tell either, and an account counts as one answer: the design effect is
 * sum n_g^2 / N. With very few dissenting answers it is still estimated too small, see `docs/statistics.md`.
 *
 * Sources: R. M. Bell and D. F. McCaffrey (2002), Bias Reduction in Standard Errors for Linear Regression with
 * Multi-Stage Samples, Survey Methodology 28(2), 169-181 (CR3, and the degrees of freedom of their unbiased CR2, worked
 * out here for a mean of independent answers); J. G. MacKinnon, M. O. Nielsen and M. D. Webb (2023), Cluster-robust inference: A guide to empirical practice, Journal of Econometrics
 * 232(2), 272-299. Measured coverage: `docs/statistics.md`.
 *
 * @param clusters - The moments of each account's answers, of whatever the estimate counts (`estimate.moments`).
 * @throws MetricsError `argument_invalid` when an account's moments are impossible, and when all of them do not add up
 * to those of the estimate.
 * @example
 * const even = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 20]));
 * const third = { n: 10, sum: 10, sumOfSquares: 10 };
 * const others = { n: 10, sum: -10, sumOfSquares: 10 };
 * roundHalfAway(clusterRobust(even, [third, third, others]).designEffect, 6); // 22.5
 * roundHalfAway(clusterRobust(even, [third, third, others]).degreesOfFreedom, 6); // 2
 * clusterRobust(even, [even.moments]).low; // null
 * clusterRobust(even, [third]); // throws argument_invalid
 */
export function clusterRobust(
  estimate: Estimate,
  clusters: readonly Moments[],
  { alone = none }: ClusterOptions = {},
): ClusteredEstimate {
  checkSums(estimate, clusters, alone);
  const held = clusters.filter(({ n }) => n > 0);
  const count = held.length + alone.n;
  if (count < 2)
    return {
      ...estimate,
      clusters: count,
      designEffect: null,
      degreesOfFreedom: null,
      low: null,
      high: null,
    };
  const { moments, confidence } = estimate;
  const designEffect = designEffectOf(moments, held, alone);
  const degreesOfFreedom = degreesOfFreedomOf(moments.n, held, alone.n);
  const critical = criticalT(confidence, degreesOfFreedom);
  const interval = effectiveInterval(estimate, { moments, designEffect, critical });
  return { ...estimate, ...interval, clusters: count, designEffect, degreesOfFreedom };
}

function designEffectOf(all: Moments, clusters: readonly Moments[], alone: Moments): number {
  const spread = variance(all);
  if (spread === 0) return clusters.reduce((sum, { n }) => sum + n ** 2, alone.n) / all.n;
  const score = all.sum / all.n;
  let squares = 0;
  for (const { n, sum } of clusters) squares += ((sum - n * score) / (1 - n / all.n)) ** 2;
  const aloneSquares = alone.sumOfSquares - 2 * score * alone.sum + alone.n * score ** 2;
  squares += aloneSquares / (1 - 1 / all.n) ** 2;
  return Math.max(1, squares / all.n / spread);
}

function degreesOfFreedomOf(n: number, clusters: readonly Moments[], alone: number): number {
  const ofOne = 1 / n / (n - 1);
  let squares = alone / n ** 2;
  let raised = alone * ofOne;
  // The square of the sum less the sum of the squares, without a difference of two that are nearly equal.
  let pairs = alone * (alone - 1) * ofOne ** 2;
  for (const cluster of clusters) {
    const share = cluster.n / n;
    const part = share * (cluster.n / (n - cluster.n));
    squares += share ** 2;
    pairs += 2 * part * raised;
    raised += part;
  }
  return 1 / (squares + pairs);
}

/** Refuses sums of other answers than the estimate's. */
function checkSums({ moments }: Estimate, clusters: readonly Moments[], alone: Moments): void {
  checkMoments(alone);
  let added = alone;
  for (const cluster of clusters) {
    checkMoments(cluster);
    added = addMoments(added, cluster);
  }
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, moments.sumOfSquares);
  if (
    added.n !== moments.n ||
    !near(added.sum, moments.sum) ||
    !near(added.sumOfSquares, moments.sumOfSquares)
  )
    throw new MetricsError(
      'argument_invalid',
      `The clusters hold ${described(added)}, but the estimate is made of ${described(moments)}.`,
    );
}

function described({ n, sum, sumOfSquares }: Moments): string {
  return `n ${n}, sum ${sum} and sumOfSquares ${sumOfSquares}`;
}
