import { adjustedWald } from '../interval/adjusted-wald.ts';
import type { Moments } from '../moments.ts';
import { type NetCounts, netMoments } from '../net.ts';
import { populations } from '../populations.fixture.ts';
import { present } from '../present.fixture.ts';
import { exactCoverage } from './exact.fixture.ts';

export const sizes = [5, 10, 20, 50];
const z = 1.959963984540054;

/** Coverage of the interval of a net score, in percent, by population and then by sample size. */
export const exact = Object.entries(populations).map(([name, shares]) => ({
  name,
  shares,
  adjusted: sizes.map((n) => 100 * exactCoverage((of) => present(adjustedWald(of)), shares, n)),
  plain: sizes.map((n) => 100 * exactCoverage(plainWald, shares, n)),
}));

function plainWald(counts: NetCounts): { low: number; high: number } {
  return plainWaldOf(netMoments(counts));
}

/** What the textbook does: the interval of the raw shares, with nothing added. */
export function plainWaldOf({ n, sum, sumOfSquares }: Moments): { low: number; high: number } {
  const score = sum / n;
  const half = z * Math.sqrt(Math.max(0, sumOfSquares / n - score ** 2) / n);
  return { low: score - half, high: score + half };
}
