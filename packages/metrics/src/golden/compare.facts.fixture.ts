import { benjaminiHochberg } from '../compare/benjamini-hochberg.ts';
import { holm } from '../compare/holm.ts';
import { homogeneity } from '../compare/homogeneity.ts';
import { momentsOfList } from '../compare/moments.fixture.ts';
import { nMinusOneChiSquared } from '../compare/n-minus-one-chi-squared.ts';
import { netDifference } from '../compare/net-difference.ts';
import { newcombe } from '../compare/newcombe.ts';
import { pooledTest } from '../compare/pooled-test.ts';
import { shareMoments } from '../compare/share-moments.ts';
import { welch } from '../compare/welch.ts';
import { net, netMoments } from '../net.ts';
import { present } from '../present.fixture.ts';
import { roundHalfAway } from '../round.ts';
import type { Facts } from './facts.fixture.ts';

export const facts: Facts = {
  'nps.diff': ({ a, b }) => {
    const interval = netDifference(a, b);
    const test = pooledTest(netMoments(a), netMoments(b));
    return {
      npsA: 100 * present(net(a)),
      npsB: 100 * present(net(b)),
      diffRaw: 100 * (present(net(b)) - present(net(a))),
      adjWaldDiff: interval && 100 * interval.center,
      adjWaldCI95: interval && [100 * interval.low, 100 * interval.high],
      pooledNminus1Z: test?.z,
      pooledNminus1P: test?.p,
    };
  },
  // The rows subtract the second from the first.
  'proportion.diff': ({ x1, n1, x2, n2 }) => {
    const from = { hits: x2, n: n2 };
    const to = { hits: x1, n: n1 };
    const interval = newcombe(from, to);
    const ends = interval && [interval.low, interval.high];
    return {
      diff: interval?.center,
      newcombe: ends,
      newcombe95: ends,
      p_n1_chisq: nMinusOneChiSquared(from, to)?.p,
    };
  },
  'proportion.kSample': ({ x, n }) => {
    const groups = (x as number[]).map((hits, index) => shareMoments({ hits, n: n[index] }));
    const test = homogeneity(groups);
    return { chisq: test?.statistic, df: test?.df, p: test?.p };
  },
  // The row subtracts the second from the first, and R prints its degrees of freedom with three digits.
  'mean.diff': ({ a, b }) => {
    const test = welch(momentsOfList(b), momentsOfList(a));
    return {
      t: test?.t,
      df: test && roundHalfAway(test.df, 3),
      p: test?.p,
      ci95: test && [test.low, test.high],
    };
  },
  bh: ({ p }) => {
    const adjusted = benjaminiHochberg(p);
    return { adjusted, rejectedAtQ05: adjusted.filter((each) => each <= 0.05).length };
  },
  holm: ({ p }) => ({ adjusted: holm(p) }),
};
