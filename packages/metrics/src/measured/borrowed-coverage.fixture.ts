import { addMoments } from '../moments.ts';
import { drawSigns, populations } from '../populations.fixture.ts';
import { seeded } from '../random.fixture.ts';
import { borrowedEffect, coveringOf } from '../sample/borrowed-effect.ts';
import { clusterRobust } from '../sample/cluster-robust.ts';
import { withDesignEffect } from '../sample/with-design-effect.ts';
import { nps } from '../score/nps.ts';
import { accountSizes, drawShares } from './accounts.fixture.ts';
import { type Coverage, coverageOf, holds, netHistogram } from './coverage.fixture.ts';

/** Who answers a row, and who else is covered by what it borrows from. */
interface Row {
  /** By account: answers in the row and answers elsewhere. */
  readonly accounts: readonly (readonly [row: number, elsewhere: number])[];
  /** Answers of the row without an account. */
  readonly alone?: number;
}

const rows: Readonly<Record<string, Row>> = {
  '10 accounts of 40; no others': { accounts: times(10, 40) },
  '10 accounts of 100; no others': { accounts: times(10, 100) },
  '20 accounts of 20; no others': { accounts: times(20, 20) },
  '10 accounts of 40; 40 of 40': { accounts: [...times(10, 40), ...times(40, 0, 40)] },
  '3 accounts of 40; 40 of 40': { accounts: [...times(3, 40), ...times(40, 0, 40)] },
  '40 accounts of 10; 10 of 40': { accounts: [...times(40, 10), ...times(10, 0, 40)] },
  '20 accounts of 80; 20 of 20': { accounts: [...times(20, 80), ...times(20, 0, 20)] },
  '10 accounts of 40; 40 of 10': { accounts: [...times(10, 40), ...times(40, 0, 10)] },
  '10 accounts of 80; 100 of 20': { accounts: [...times(10, 80), ...times(100, 0, 20)] },
  'every third of 30 of 1 to 60; the others': { accounts: uneven((at) => at % 3 === 2) },
  'the 5 largest of 30 of 1 to 60; the others': { accounts: uneven((at) => at >= 25) },
  'half of each of 30 of 40; the other half': { accounts: times(30, 20, 20) },
  'a day, 2 of each of 30 of 40; the others': { accounts: times(30, 2, 38) },
  '10 accounts of 40, 400 without; no others': { accounts: times(10, 40), alone: 400 },
  '2,000 without; 10 accounts of 40': { accounts: times(10, 0, 40), alone: 2_000 },
  '1 account of 50, 450 without; no others': { accounts: times(1, 50), alone: 450 },
};

/** So many accounts with so many answers in the row, and elsewhere. */
function times(count: number, row: number, elsewhere = 0): Row['accounts'] {
  return Array.from({ length: count }, () => [row, elsewhere]);
}

/** Accounts of very different sizes, some of them in the row. */
function uneven(isIn: (place: number) => boolean): Row['accounts'] {
  return (accountSizes['30 accounts of 1 to 60'] ?? []).map((n, at) => (isIn(at) ? [n, 0] : [0, n]));
}

export const borrowedCorrelations = [0.05, 0.1, 0.2];
/** Fewer than elsewhere, because accounts are drawn that are not in the row. */
const borrowedDraws = 1_000;

/** Of the intervals of a net score, by the row and then by correlation. */
export const borrowedCoverage = Object.entries(rows).map(([name, row]) => ({
  name,
  ...coverages(row),
}));

function coverages({ accounts, alone = 0 }: Row): Record<'borrowed' | 'own' | 'plain', Coverage[]> {
  const found: Record<'borrowed' | 'own' | 'plain', Coverage[]> = { borrowed: [], own: [], plain: [] };
  for (const correlation of borrowedCorrelations) {
    const random = seeded(2016);
    const held = Object.values(populations).map((shares) => {
      const truth = 100 * (shares.promoters - shares.detractors);
      const hits = { borrowed: 0, own: 0, plain: 0 };
      for (let draw = 0; draw < borrowedDraws; draw++) {
        const drawn = accounts.map(([row, elsewhere]) => {
          const own = drawShares(random, shares, correlation);
          return [drawSigns(random, own, row), drawSigns(random, own, elsewhere)] as const;
        });
        const parts = drawn.map(([row]) => row);
        const single = drawSigns(random, shares, alone);
        const estimate = nps(netHistogram([...parts, single]));
        const covering = coveringOf(
          estimate,
          drawn.map(([row, elsewhere]) => addMoments(row, elsewhere)),
        );
        hits.borrowed += holds(withDesignEffect(estimate, borrowedEffect(covering, estimate.n)), truth);
        hits.own += holds(clusterRobust(estimate, parts, { alone: single }), truth);
        hits.plain += holds(estimate, truth);
      }
      return hits;
    });
    for (const method of ['borrowed', 'own', 'plain'] as const)
      found[method].push(
        coverageOf(
          held.map((hits) => hits[method]),
          borrowedDraws,
        ),
      );
  }
  return found;
}
