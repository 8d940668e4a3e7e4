import { studentTQuantile } from '../distribution/student-t.ts';
import { type Estimate, type Metric, unitOf } from '../estimate.ts';
import { adjustedWaldOf } from '../interval/adjusted-wald.ts';
import { checkMoments, type Moments } from '../moments.ts';
import { effectiveInterval } from './effective.ts';

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
 * Its interval takes the accounts as the sample, with Student's t of `clusters - 1` degrees of freedom. That of a net
 * score or a share is adjusted as it is for answers, with three accounts that nobody has: 3/4 at the lowest score, 3/2
 * in the middle, 3/4 at the highest. That of a mean is the t interval of the accounts' means.
 *
 * It answers another question than the score of all answers does: how the typical account feels, not the typical answer.
 *
 * @param estimate - Of all answers; it names the metric, the scale and the confidence.
 * @param accounts - The moments of each account's answers, of whatever the estimate counts (`estimate.moments`).
 * @throws MetricsError `argument_invalid` when an account's moments are impossible.
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
  const votes = votesOf(accounts);
  const clusters = votes.n;
  const n = accounts.reduce((sum, account) => sum + account.n, 0);
  const told = { metric, scale, n, clusters, confidence };
  if (clusters === 0) return { ...told, score: null, low: null, high: null };
  const score = (unitOf(method) * votes.sum) / clusters;
  if (clusters === 1) return { ...told, score, low: null, high: null };
  const critical = Math.abs(studentTQuantile((1 - confidence) / 2, clusters - 1));
  if (method === 'wilson') {
    // A share of an account lies in 0..1, and is not a hit; turned into -1..1 it is adjusted like a net score.
    const { low, high } = adjustedWaldOf(asSigns(votes), critical);
    return { ...told, score, low: 50 * (1 + low), high: 50 * (1 + high) };
  }
  // The t interval divides by n - 1, as its degrees of freedom do.
  const designEffect = method === 't' ? clusters / (clusters - 1) : 1;
  return { ...told, score, ...effectiveInterval(estimate, { moments: votes, designEffect, critical }) };
}

/** One vote per account: its own mean worth. */
function votesOf(accounts: readonly Moments[]): Moments {
  let clusters = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (const account of accounts) {
    checkMoments(account);
    if (account.n === 0) continue;
    const vote = account.sum / account.n;
    clusters += 1;
    sum += vote;
    sumOfSquares += vote ** 2;
  }
  return { n: clusters, sum, sumOfSquares };
}

function asSigns({ n, sum, sumOfSquares }: Moments): Moments {
  return { n, sum: 2 * sum - n, sumOfSquares: 4 * sumOfSquares - 4 * sum + n };
}
