import { MetricsError } from '../metrics-error.ts';

/** What is left of the recurring revenue of a fixed opening cohort: the customers that were there at the start. */
export interface KeptRevenue {
  /** What they paid at the start. */
  readonly start: number;
  /** What those who stayed pay less. */
  readonly contraction: number;
  /** What those who left had paid. */
  readonly churn: number;
}

/** The same with what they bought since. */
export interface CohortRevenue extends KeptRevenue {
  /** What those who stayed pay more. */
  readonly expansion: number;
}

/** Revenue of a period and of the one before it. */
export interface RevenueGrowth {
  /** All revenue of the period before. */
  readonly prior: number;
  /** All revenue of the period: the three parts below. */
  readonly current: number;
  /** From customers that were there in the period before. */
  readonly existingNow: number;
  /** From new customers that came by referral or recommendation. */
  readonly newEarned: number;
  /** From new customers that came by advertising, sales or promotion. */
  readonly newBought: number;
}

/** Earned growth, in percent. */
export interface EarnedGrowth {
  readonly nrr: number | null;
  readonly earnedNew: number | null;
  readonly factor: number | null;
  readonly rate: number | null;
  /** Null also when the revenue did not grow. */
  readonly ratio: number | null;
}

/**
 * Net revenue retention: what a fixed opening cohort pays, in percent of what it paid at the start, from 0 up. Null when
 * it paid nothing.
 *
 *     100 (start + expansion - contraction - churn) / start
 *
 * Source: F. Reichheld, D. Darnell, M. Burns (2021), Winning on Purpose, Harvard Business Review Press, Appendix B.
 *
 * @throws MetricsError `argument_invalid` when an amount is negative or not finite, or more was lost than paid.
 * @example
 * nrr({ start: 200000, expansion: 20000, contraction: 4000, churn: 6000 }); // 105
 * nrr({ start: 0, expansion: 0, contraction: 0, churn: 0 }); // null
 * nrr({ start: 100, expansion: 0, contraction: 0, churn: -5 }); // throws argument_invalid
 */
export function nrr({ start, expansion, contraction, churn }: CohortRevenue): number | null {
  checkAmounts({ start, expansion, contraction, churn });
  return percent(expansion + kept({ start, contraction, churn }), start);
}

/**
 * Gross revenue retention: `nrr` without the expansion, so that growth of some customers does not hide the loss of
 * others; in 0..100. Null when the cohort paid nothing.
 *
 *     100 (start - contraction - churn) / start
 *
 * Source: the convention of subscription businesses; it has no one author.
 *
 * @throws MetricsError `argument_invalid` when an amount is negative or not finite, or more was lost than paid.
 * @example
 * grr({ start: 200000, contraction: 4000, churn: 6000 }); // 95
 * grr({ start: 100, contraction: 60, churn: 50 }); // throws argument_invalid
 */
export function grr({ start, contraction, churn }: KeptRevenue): number | null {
  checkAmounts({ start, contraction, churn });
  return percent(kept({ start, contraction, churn }), start);
}

/**
 * Earned growth: how far customers that stay, come back for more and bring others carry the revenue, in percent of that
 * of the period before. All null when there was none.
 *
 *     nrr       = 100 existingNow / prior
 *     earnedNew = 100 newEarned / prior
 *     factor    = nrr + earnedNew
 *     rate      = factor - 100
 *     ratio     = 100 (existingNow + newEarned - prior) / (current - prior), the part of the growth that was earned
 *
 * The ratio is null when the revenue did not grow. Below 0 the growth was bought, and covers a loss.
 *
 * Source: F. Reichheld, D. Darnell, M. Burns (2021), Winning on Purpose, Harvard Business Review Press, Appendix B.
 *
 * @throws MetricsError `argument_invalid` when an amount is negative or not finite, or the three parts do not add up to
 * `current`.
 * @example
 * const growth = earnedGrowth({ prior: 100, current: 130, existingNow: 85, newEarned: 25, newBought: 20 });
 * growth.factor; // 110
 * growth.rate; // 10
 * roundHalfAway(growth.ratio, 6); // 33.333333
 */
export function earnedGrowth(revenue: RevenueGrowth): EarnedGrowth {
  const { prior, current, existingNow, newEarned, newBought } = revenue;
  checkAmounts({ prior, current, existingNow, newEarned, newBought });
  const parts = existingNow + newEarned + newBought;
  if (Math.abs(parts - current) > speck * current)
    throw new MetricsError(
      'argument_invalid',
      `existingNow, newEarned and newBought must add up to current, but they add up to ${parts} and not ${current}.`,
    );
  const earned = existingNow + newEarned;
  return {
    nrr: percent(existingNow, prior),
    earnedNew: percent(newEarned, prior),
    factor: percent(earned, prior),
    rate: percent(earned - prior, prior),
    ratio: prior > 0 && current > prior * (1 + speck) ? percent(earned - prior, current - prior) : null,
  };
}

/** What rounding may leave of amounts that add up: a part of the whole. */
const speck = 1e-9;

function kept({ start, contraction, churn }: KeptRevenue): number {
  const lost = contraction + churn;
  if (lost > start * (1 + speck))
    throw new MetricsError(
      'argument_invalid',
      `A cohort cannot lose more than it paid, but contraction ${contraction} and churn ${churn} exceed start ${start}.`,
    );
  return Math.max(0, start - lost);
}

function checkAmounts(amounts: Readonly<Record<string, number>>): void {
  for (const [name, amount] of Object.entries(amounts))
    if (!(amount >= 0 && amount <= Number.MAX_SAFE_INTEGER))
      throw new MetricsError(
        'argument_invalid',
        `An amount must be a number from 0 to ${Number.MAX_SAFE_INTEGER}, but ${name} is ${amount}.`,
      );
}

/** Null of 0, and of a whole so small that the percentage would be infinite. */
function percent(part: number, whole: number): number | null {
  const share = (100 * part) / whole;
  return Number.isFinite(share) ? share : null;
}
