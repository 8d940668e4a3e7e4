import {
  accountWeighted,
  addMoments,
  borrowedEffect,
  type Covering,
  clusterRobust,
  coveringOf,
  type DesignEffect,
  type Estimate,
  withDesignEffect,
} from '@milepost/metrics';
import { firstDayOf } from '../../intake/local-day.ts';
import type { Remembered } from '../counts/reading-store.ts';
import type { DayRange } from '../days/day-range.ts';
import { isDimension } from '../query/asked.ts';
import type { TablePlan } from '../table/plan.ts';
import { rowEstimate } from '../table/row-estimate.ts';
import type { RowSum } from '../table/row-sums.ts';
import { type Clusters, clusterKey, type Months, monthsOf, readClusters } from './account-clusters.ts';

/** What is kept of the accounts behind a row: the same for each row that asks for it. */
interface AccountView {
  /** Answers of the whole months and all segments that cover the row. */
  n: number;
  /** Of rows that are all of these. */
  effect: DesignEffect;
  /** For rows that are some of these. */
  covering: Covering;
  /** Of unit=account: what each account has as its vote. */
  votes: Votes | null;
}

interface Votes {
  score: number | null;
  low: number | null;
  high: number | null;
  moments: Estimate['moments'];
}

interface Made {
  rows: { estimate: Estimate; votes: number | null }[];
  notes: string[];
}

const borrowed =
  'Sums per account are kept by whole months, all segments together: where rows are less than that, their intervals borrow the design effect of the accounts in the months that cover them. That is about right for accounts like the others, wide for days and weeks, and too narrow for a segment whose accounts are larger than the others.';
const perAccount =
  'Every account has one vote, whatever its number of answers; answers without an account have none.';

/** Estimates that know that the answers of one account resemble each other; the same where nobody has an account. */
export async function byAccounts(
  rows: readonly RowSum[],
  { plan, range, estimates }: { plan: TablePlan; range: DayRange; estimates: readonly Estimate[] },
): Promise<Made> {
  const { query, reading } = plan;
  const isVote = query.unit === 'account';
  const views = rows.some(({ n }) => n > 0) ? await readViews(rows, { plan, range }) : new Map();
  const places = query.by.flatMap((name, place) => (isDimension(name, reading.known) ? [] : [place]));
  let borrows = false;
  const made = rows.map((row, place) => {
    const estimate = estimates[place] ?? rowEstimate(row, query.confidence);
    if (views.size === 0 && !isVote) return { estimate, votes: null };
    const labels = places.map((at) => row.labels[at] ?? '');
    const key = clusterKey(monthsOf(row.period, range), { labels, question: row.question });
    const view: AccountView | undefined = views.get(key);
    if (isVote) return { estimate: voted(estimate, view?.votes ?? null), votes: view?.votes?.moments.n ?? 0 };
    if (!view || estimate.n === 0) return { estimate, votes: null };
    const isWhole = view.n === estimate.n;
    borrows ||= !isWhole;
    return {
      estimate: withDesignEffect(estimate, isWhole ? view.effect : borrowedEffect(view.covering, estimate.n)),
      votes: null,
    };
  });
  return { rows: made, notes: isVote ? [perAccount] : borrows ? [borrowed] : [] };
}

/**
 * The moments of the votes stand in for those of the answers, so that whoever compares two such estimates compares votes,
 * which are independent.
 */
function voted(estimate: Estimate, votes: Votes | null): Estimate {
  const { score, low, high, moments } = votes ?? { score: null, low: null, high: null, moments: none };
  const known =
    moments.n < 2 ? { designEffect: null, degreesOfFreedom: null } : { degreesOfFreedom: moments.n - 1 };
  return { ...estimate, score, low, high, moments, clusters: moments.n, ...known };
}

const none = { n: 0, sum: 0, sumOfSquares: 0 };

async function readViews(
  rows: readonly RowSum[],
  { plan, range }: { plan: TablePlan; range: DayRange },
): Promise<ReadonlyMap<string, AccountView>> {
  const { query, reading, index, asked } = plan;
  const { store, known } = reading;
  const months = [
    ...new Map(
      // A period is there once, whatever the number of its rows.
      [...new Set(rows.map(({ period }) => period))]
        .map((period) => monthsOf(period, range))
        .map((one) => [`${one.from} ${one.to}`, one]),
    ).values(),
  ];
  const by = query.by.filter((name) => !isDimension(name, known));
  const { metric, scale, survey, question, unit, confidence } = query;
  const isVote = unit === 'account';
  // A design effect is the same whatever the interval.
  const estimate = { metric, scale, survey, question, ...(isVote && { unit, confidence }) };
  const key = JSON.stringify([
    'accounts',
    known.revision,
    estimate,
    asked.touchpoints && [...asked.touchpoints],
    by,
  ]);
  const asRemembered = ({ from, to }: Months): Remembered => ({
    key: `${key} ${from} ${to}`,
    from: from === null ? null : firstDayOf(from),
    to: firstDayOf(to),
  });
  const views = await store.remembered<Views>(months.map(asRemembered), {
    make: async (missing) => {
      const unknown = months.filter((_, place) => missing.includes(place));
      const selection = { index, touchpoints: asked.touchpoints, by, months: unknown, confidence };
      const clusters = await readClusters(reading, selection);
      return clusters.map((each) => viewsOf(each, isVote));
    },
    sizeOf: (made) => made.size,
  });
  return new Map(views.flatMap((each) => [...each]));
}

type Views = ReadonlyMap<string, AccountView>;

function viewsOf(clusters: ReadonlyMap<string, Clusters>, isVote: boolean): Views {
  return new Map([...clusters].flatMap(([key, each]) => viewOf(each, isVote).map((view) => [key, view])));
}

/** Nothing where nobody has an account. */
function viewOf({ all, accounts, alone }: Clusters, isVote: boolean): AccountView[] {
  if (accounts.length === 0) return [];
  const fits = alone.n > 0 || (alone.n === 0 && alone.sum === 0);
  // Answers that came between reading the cells and the accounts: the accounts tell by themselves how they differ.
  const whole = fits ? all : { ...all, moments: accounts.reduce(addMoments, none) };
  const { designEffect, degreesOfFreedom, clusters } = clusterRobust(whole, accounts, fits ? { alone } : {});
  const votes = isVote ? votesOf(whole, accounts) : null;
  const effect = { designEffect, degreesOfFreedom, clusters };
  return [{ n: all.n, effect, covering: coveringOf(whole, accounts), votes }];
}

function votesOf(all: Estimate, accounts: Clusters['accounts']): Votes {
  const { score, low, high } = accountWeighted(all, accounts);
  let moments = none;
  for (const { n, sum } of accounts)
    moments = addMoments(moments, { n: 1, sum: sum / n, sumOfSquares: (sum / n) ** 2 });
  return { score, low, high, moments };
}
