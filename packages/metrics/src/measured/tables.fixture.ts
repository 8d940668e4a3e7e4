import { type Histogram, histogram } from '../histogram.ts';
import { adjustedWald } from '../interval/adjusted-wald.ts';
import type { Moments } from '../moments.ts';
import { type NetCounts, netMoments } from '../net.ts';
import { populations } from '../populations.fixture.ts';
import { seeded } from '../random.fixture.ts';
import { accountWeighted } from '../sample/account-weighted.ts';
import { clusterRobust } from '../sample/cluster-robust.ts';
import { nps } from '../score/nps.ts';
import { accountSizes, drawAccounts } from './accounts.fixture.ts';
import { exactCoverage } from './exact.fixture.ts';

export const sizes = [5, 10, 20, 50];
export const correlations = [0, 0.1, 0.2];
const samples = 2_000;
const z = 1.959963984540054;

/** In percent, by population and then by sample size. */
export const exact = Object.entries(populations).map(([name, shares]) => ({
  name,
  shares,
  adjusted: sizes.map((n) => 100 * exactCoverage((of) => adjustedWald(of), shares, n)),
  plain: sizes.map((n) => 100 * exactCoverage(plainWald, shares, n)),
}));

/** What the textbook does: the interval of the raw shares, with nothing added. */
function plainWald(counts: NetCounts): { low: number; high: number } {
  return plainWaldOf(netMoments(counts));
}

function plainWaldOf({ n, sum, sumOfSquares }: Moments): { low: number; high: number } {
  const score = sum / n;
  const half = z * Math.sqrt(Math.max(0, sumOfSquares / n - score ** 2) / n);
  return { low: score - half, high: score + half };
}

interface Share {
  /** Over the populations, in percent. */
  mean: number;
  lowest: number;
}

/** In percent, by the accounts that answer and then by correlation. */
export const clustered = Object.entries(accountSizes).map(([name, each]) => {
  const measured = correlations.map((correlation) => coverageOver(each, correlation));
  return {
    name,
    plain: measured.map(({ plain }) => shareOf(plain)),
    adjusted: measured.map(({ adjusted }) => shareOf(adjusted)),
    robust: measured.map(({ robust }) => shareOf(robust)),
    perAccount: measured.map(({ perAccount }) => shareOf(perAccount)),
  };
});

function coverageOver(sizesOfAccounts: readonly number[], correlation: number) {
  const random = seeded(2016);
  const held = {
    plain: [] as number[],
    adjusted: [] as number[],
    robust: [] as number[],
    perAccount: [] as number[],
  };
  for (const shares of Object.values(populations)) {
    const truth = 100 * (shares.promoters - shares.detractors);
    const holds = (low: number | null, high: number | null) =>
      low !== null && high !== null && low <= truth && truth <= high ? 100 / samples : 0;
    const sum = { plain: 0, adjusted: 0, robust: 0, perAccount: 0 };
    for (let sample = 0; sample < samples; sample++) {
      const accounts = drawAccounts(random, { sizes: sizesOfAccounts, shares, correlation });
      const estimate = nps(histogramOf(accounts));
      const wald = plainWaldOf(estimate.moments);
      const robust = clusterRobust(estimate, accounts);
      const perAccount = accountWeighted(estimate, accounts);
      sum.plain += holds(100 * wald.low, 100 * wald.high);
      sum.adjusted += holds(estimate.low, estimate.high);
      sum.robust += holds(robust.low, robust.high);
      sum.perAccount += holds(perAccount.low, perAccount.high);
    }
    for (const name of ['plain', 'adjusted', 'robust', 'perAccount'] as const) held[name].push(sum[name]);
  }
  return held;
}

function histogramOf(accounts: readonly Moments[]): Histogram {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (const account of accounts) {
    n += account.n;
    sum += account.sum;
    squares += account.sumOfSquares;
  }
  const counts = [(squares - sum) / 2, 0, 0, 0, 0, 0, 0, n - squares, 0, 0, (squares + sum) / 2];
  return histogram({ id: '0..10', min: 0, max: 10 }, counts);
}

function shareOf(measured: readonly number[]): Share {
  return {
    mean: measured.reduce((sum, value) => sum + value, 0) / measured.length,
    lowest: Math.min(...measured),
  };
}
