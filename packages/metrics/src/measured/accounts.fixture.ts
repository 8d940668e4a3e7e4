import type { Moments } from '../moments.ts';
import { drawSigns, type Population } from '../populations.fixture.ts';
import { gammaDraw } from '../random.fixture.ts';

/** Numbers of answers by account. */
export const accountSizes: Readonly<Record<string, readonly number[]>> = {
  '3 accounts of 100': Array(3).fill(100),
  '5 accounts of 50': Array(5).fill(50),
  '10 accounts of 10': Array(10).fill(10),
  '20 accounts of 10': Array(20).fill(10),
  '50 accounts of 10': Array(50).fill(10),
  '200 accounts of 5': Array(200).fill(5),
  '30 accounts of 1 to 60': [
    1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 24, 28, 34, 44, 60,
  ],
  'a giant of 86, 20 of 10': [86, ...Array(20).fill(10)],
  'a giant of 200, 20 of 10': [200, ...Array(20).fill(10)],
  'two giants of 120, 20 of 5': [120, 120, ...Array(20).fill(5)],
};

/**
 * Answers of accounts whose people resemble each other: two answers of one account are correlated by `correlation`,
 * and every account has the same expected shares (its own shares are drawn from a Dirichlet distribution).
 */
export function drawAccounts(
  random: () => number,
  { sizes, shares, correlation }: { sizes: readonly number[]; shares: Population; correlation: number },
): Moments[] {
  return sizes.map((n) => drawSigns(random, drawShares(random, shares, correlation), n));
}

/** The shares of one account. */
export function drawShares(random: () => number, shares: Population, correlation: number): Population {
  if (correlation === 0) return shares;
  const concentration = 1 / correlation - 1;
  const detractors = gammaDraw(random, concentration * shares.detractors);
  const passives = gammaDraw(random, concentration * shares.passives);
  const promoters = gammaDraw(random, concentration * shares.promoters);
  const all = detractors + passives + promoters;
  return { detractors: detractors / all, passives: passives / all, promoters: promoters / all };
}
