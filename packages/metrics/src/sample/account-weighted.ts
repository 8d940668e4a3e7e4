import { type Estimate, type Metric, unitOf } from '../estimate.ts';
import { criticalT } from '../interval/t-interval.ts';
import { MetricsError } from '../metrics-error.ts';
import { checkMoments, type Moments, variance } from '../moments.ts';
import { effectiveInterval } from './effective-interval.ts';

/** A score in which every account has one vote, however many of its people answered. */
export interface AccountWeighted {
  readonly metric: Metric;
  readonly scale: string;
  /** Answers of all accounts. */
  readonly n: number;
  /** Accounts with an answer. */
  readonly clusters: number;
  /** Null when no account has an answer. */
  readonly score: number | null;
  /** Null also for a single account, which says nothing of how accounts differ. */
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
}

/**
 * The account-weighted score: the mean of the accounts' own scores, so that one giant does not decide it.
 *
 *     score = sum over accounts of y / m,    y = the account's own score, m = accounts
 *     V     = sum over accounts of (y - score)^2 / (m - 1)^2
 *
 * It answers another question than the score of all answers does: how the typical account feels, not the typical answer.
 * V is what leaving each account out once says, as in `clusterRobust`, and the interval is made alike: that of the
 * metric's own method, of as many answers as would have the error V, but not more than Kish's effective size, with
 * Student's t of m - 1 degrees of freedom. For accounts of one size it is the same score and interval.
 *
 * @param estimate - Of all answers; it names the metric, the scale and the confidence.
 * @param accounts - The moments of each account's answers, of whatever the estimate counts (`estimate.moments`). Answers
 * without an account have no vote.
 * @throws MetricsError `argument_invalid` when an account's moments are impossible, and when the accounts hold other
 * answers than the estimate.
 * @example
 * const all = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 80, 0, 0, 0, 20]));
 * const giant = { n: 84, sum: -76, sumOfSquares: 84 };
 * const small = { n: 8, sum: 8, sumOfSquares: 8 };
 * all.score; // -60
 * roundHalfAway(accountWeighted(all, [giant, small, small]).score, 2); // 36.51
 * accountWeighted(all, [giant]).low; // null
 */
export function accountWeighted(estimate: Estimate, accounts: readonly Moments[]): AccountWeighted {
  const { metric, scale, method, confidence } = estimate;
  const held = accounts.filter(({ n }) => n > 0);
  checkPart(estimate, accounts);
  const n = held.reduce((sum, account) => sum + account.n, 0);
  const clusters = held.length;
  const told = { metric, scale, n, clusters, confidence };
  if (clusters === 0) return { ...told, score: null, low: null, high: null };
  const moments = votingMoments(held);
  const mean = moments.sum / moments.n;
  const score = unitOf(method) * mean + 0;
  if (clusters === 1) return { ...told, score, low: null, high: null };
  const spread = variance(moments);
  const squares = held.reduce((sum, account) => sum + (account.sum / account.n - mean) ** 2, 0);
  const error = squares / (clusters - 1) ** 2;
  // Equal answers do not tell how accounts differ: then an account counts as one answer.
  const designEffect = spread === 0 ? moments.n / clusters : Math.max(1, (error * moments.n) / spread);
  const critical = criticalT(confidence, clusters - 1);
  return { ...told, score, ...effectiveInterval(estimate, { moments, designEffect, critical }) };
}

/** Moments in which every account has the same weight, of Kish's effective size. */
function votingMoments(accounts: readonly Moments[]): Moments {
  let mean = 0;
  let meanOfSquares = 0;
  let inverse = 0;
  for (const { n, sum, sumOfSquares } of accounts) {
    mean += sum / n / accounts.length;
    meanOfSquares += sumOfSquares / n / accounts.length;
    inverse += 1 / n;
  }
  const n = accounts.length ** 2 / inverse;
  return { n, sum: n * mean, sumOfSquares: n * meanOfSquares };
}

/** Refuses accounts that are no part of the estimate's answers. */
function checkPart({ moments }: Estimate, accounts: readonly Moments[]): void {
  let { n, sum, sumOfSquares } = moments;
  for (const account of accounts) {
    checkMoments(account);
    n -= account.n;
    sum -= account.sum;
    sumOfSquares -= account.sumOfSquares;
  }
  const slack = 1e-9 * Math.max(1, moments.sumOfSquares);
  if (n < 0 || sumOfSquares < -slack || sum ** 2 > (sumOfSquares + slack) * n + slack)
    throw new MetricsError(
      'argument_invalid',
      `The accounts hold other answers than the estimate: without theirs, ${n} answers would have sum ${sum} and ` +
        `sumOfSquares ${sumOfSquares}.`,
    );
}
