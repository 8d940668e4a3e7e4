import type { Estimate } from '../estimate.ts';
import { MetricsError } from '../metrics-error.ts';
import { addMoments, type Moments } from '../moments.ts';
import { type ClusteredEstimate, clusterRobust } from './cluster-robust.ts';

/** What the accounts tell that a row's answers come from, when it is not known which of them gave which. */
export interface Covering {
  /** Answers of all these accounts. */
  readonly n: number;
  /** Of the answers of accounts alone; null when there is one account only. */
  readonly designEffect: number | null;
  readonly degreesOfFreedom: number | null;
}

const none: Moments = { n: 0, sum: 0, sumOfSquares: 0 };

/**
 * How much the answers of accounts resemble each other, for rows of which only this is known: that their answers are
 * among those of these accounts and of people without one.
 *
 * @param estimate - Of whatever the accounts were asked; its answers are not looked at.
 * @param accounts - The moments of each account's answers, of whatever the estimate counts (`estimate.moments`).
 * @throws MetricsError `argument_invalid` when an account's moments are impossible, and when no account has an answer.
 * @example
 * const all = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 20]));
 * const third = { n: 10, sum: 10, sumOfSquares: 10 };
 * const others = { n: 10, sum: -10, sumOfSquares: 10 };
 * const covering = coveringOf(all, [third, third, others]);
 * covering.n; // 30
 * roundHalfAway(covering.designEffect, 6); // 22.5
 */
export function coveringOf(estimate: Estimate, accounts: readonly Moments[]): Covering {
  const moments = accounts.reduce(addMoments, none);
  if (moments.n === 0)
    throw new MetricsError('argument_invalid', 'Accounts without an answer do not cover anything.');
  const { designEffect, degreesOfFreedom } = clusterRobust({ ...estimate, moments }, accounts);
  return { n: moments.n, designEffect, degreesOfFreedom };
}

/**
 * The design effect of `n` answers that are among those of the covering accounts and of people without one.
 *
 * At most `a = min(n, covering.n)` of them are answers of accounts, and these are taken to resemble each other as the
 * answers of all covering accounts do. The others are independent. The a answers are worth `a / effect` independent ones,
 * and tell no better than so many would how much they scatter.
 *
 *     effect = min(covering.designEffect, a),   df = max(1, min(covering.degreesOfFreedom, a / effect - 1))
 *     designEffect = (a effect + n - a) / n
 *     degrees of freedom = (a effect + n - a)^2 / ((a effect)^2 / df + n - a)
 *
 * A single account does not tell how accounts differ. Then it counts as one answer, which is the most that its answers can
 * resemble each other: `effect = a`, with `n / designEffect - 1` degrees of freedom, at least 1. When it may have given all
 * of the n answers, nothing tells, and both are null.
 *
 * It is about right for accounts like the others, too large where the row has answers without an account or a part of each
 * account's, and too small where its accounts are larger than the others. Measured coverage: `docs/statistics.md`.
 *
 * @param n - Answers of the row, at least 1.
 * @throws MetricsError `argument_invalid` unless n is at least 1.
 * @example
 * const covering = { n: 400, designEffect: 20, degreesOfFreedom: 9 };
 * borrowedEffect(covering, 100); // { designEffect: 20, degreesOfFreedom: 4 }
 * borrowedEffect(covering, 3800).designEffect; // 3
 * borrowedEffect({ ...covering, designEffect: null, degreesOfFreedom: null }, 400).designEffect; // null
 */
export function borrowedEffect(
  covering: Covering,
  n: number,
): Pick<ClusteredEstimate, 'designEffect' | 'degreesOfFreedom'> {
  if (!(n >= 1))
    throw new MetricsError('argument_invalid', `A row needs an answer to borrow for, but n is ${n}.`);
  const { designEffect, degreesOfFreedom } = covering;
  const ofAccounts = Math.min(n, covering.n);
  const alone = n - ofAccounts;
  if (designEffect === null || degreesOfFreedom === null) {
    if (alone === 0) return { designEffect: null, degreesOfFreedom: null };
    const bound = (ofAccounts ** 2 + alone) / n;
    return { designEffect: bound, degreesOfFreedom: Math.max(1, n / bound - 1) };
  }
  const effect = Math.min(designEffect, ofAccounts);
  const df = Math.max(1, Math.min(degreesOfFreedom, ofAccounts / effect - 1));
  const weight = ofAccounts * effect;
  return {
    designEffect: (weight + alone) / n,
    degreesOfFreedom: (weight + alone) ** 2 / (weight ** 2 / df + alone),
  };
}
