import { difference } from '../compare/difference.ts';
import { type Histogram, histogram } from '../histogram.ts';
import { addMoments, type Moments } from '../moments.ts';
import { type Population, populations } from '../populations.fixture.ts';
import { seeded } from '../random.fixture.ts';
import { accountWeighted } from '../sample/account-weighted.ts';
import { type ClusteredEstimate, clusterRobust } from '../sample/cluster-robust.ts';
import { nps } from '../score/nps.ts';
import { thumbs } from '../score/thumbs.ts';
import { accountSizes, drawAccounts } from './accounts.fixture.ts';
import { type Coverage, coverageOf, holds, netHistogram, percent, samples } from './coverage.fixture.ts';
import { plainWaldOf } from './net-coverage.fixture.ts';

export const correlations = [0, 0.1, 0.2];
export const satisfied = [0.8, 0.9, 0.95];

/** Of the intervals of a net score, by the accounts that answer and then by correlation. */
export const netCoverage = Object.entries(accountSizes).map(([name, each]) => {
  const robust: Coverage[] = [];
  const voting: Coverage[] = [];
  const plain: Coverage[] = [];
  for (const correlation of correlations) {
    const random = seeded(2016);
    const held = Object.values(populations).map((shares) => {
      const truth = 100 * (shares.promoters - shares.detractors);
      const hits = { robust: 0, voting: 0, plain: 0 };
      for (let sample = 0; sample < samples; sample++) {
        const accounts = drawAccounts(random, { sizes: each, shares, correlation });
        const estimate = nps(netHistogram(accounts));
        const wald = plainWaldOf(estimate.moments);
        hits.robust += holds(clusterRobust(estimate, accounts), truth);
        hits.voting += holds(accountWeighted(estimate, accounts), truth);
        hits.plain += holds({ low: 100 * wald.low, high: 100 * wald.high }, truth);
      }
      return hits;
    });
    robust.push(coverageOf(held.map((hits) => hits.robust)));
    voting.push(coverageOf(held.map((hits) => hits.voting)));
    plain.push(coverageOf(held.map((hits) => hits.plain)));
  }
  return { name, robust, voting, plain };
});

/** Of the intervals of a share at a correlation of 0.2, in percent, by the accounts and then by the true share. */
export const shareCoverage = Object.entries(accountSizes).map(([name, each]) => {
  const random = seeded(1927);
  const measured = satisfied.map((share) => {
    const shares = { detractors: 0, passives: 1 - share, promoters: share };
    const hits = { robust: 0, wilson: 0 };
    for (let sample = 0; sample < samples; sample++) {
      const accounts = drawAccounts(random, { sizes: each, shares, correlation: 0.2 });
      const estimate = thumbs(shareHistogram(accounts));
      hits.robust += holds(clusterRobust(estimate, accounts), 100 * share);
      hits.wilson += holds(estimate, 100 * share);
    }
    return { robust: percent(hits.robust), wilson: percent(hits.wilson) };
  });
  return {
    name,
    robust: measured.map(({ robust }) => robust),
    wilson: measured.map(({ wilson }) => wilson),
  };
});

/** Accounts before and after. */
const pairs: readonly (readonly [before: string, after: string])[] = [
  ['3 accounts of 100', '50 accounts of 10'],
  ['10 accounts of 10', '10 accounts of 10'],
  ['20 accounts of 10', '20 accounts of 10'],
  ['50 accounts of 10', '50 accounts of 10'],
  ['a giant of 200, 20 of 10', '50 accounts of 10'],
];

/** How often `difference` calls two samples of one population different at 5 %, in percent, at a correlation of 0.2. */
export const differenceAlarms = pairs.map(([before, after]) => {
  const random = seeded(1946);
  const alarms = ({ robust, shares }: { robust: boolean; shares: Population }) => {
    let found = 0;
    for (let sample = 0; sample < samples; sample++) {
      const [a, b] = [before, after].map((sizes) => {
        const accounts = drawAccounts(random, { sizes: accountSizes[sizes] ?? [], shares, correlation: 0.2 });
        const estimate = nps(netHistogram(accounts));
        return robust ? clusterRobust(estimate, accounts) : estimate;
      }) as [ClusteredEstimate, ClusteredEstimate];
      if ((difference(a, b).p ?? 1) <= 0.05) found += 1;
    }
    return percent(found);
  };
  const { typical, loved } = populations;
  return {
    name: before === after ? `${before}, twice` : `${before}; ${after}`,
    robust: [alarms({ robust: true, shares: typical }), alarms({ robust: true, shares: loved })],
    plain: [alarms({ robust: false, shares: typical }), alarms({ robust: false, shares: loved })],
  };
});

function shareHistogram(accounts: readonly Moments[]): Histogram {
  const { n, sum } = accounts.reduce(addMoments);
  return histogram({ id: '0..1', min: 0, max: 1 }, [n - sum, sum]);
}
