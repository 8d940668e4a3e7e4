import type { NetCounts } from '../net.ts';
import { everySample, type Population, probabilityOf } from '../populations.fixture.ts';

type Ends = (counts: NetCounts) => { low: number; high: number };

/**
 * How often an interval holds the true net score of a population, exactly: every possible sample of n answers is looked
 * at, and counts with its own probability.
 */
export function exactCoverage(ends: Ends, population: Population, n: number): number {
  const truth = population.promoters - population.detractors;
  let coverage = 0;
  for (const counts of everySample(n)) {
    const { low, high } = ends(counts);
    if (low <= truth && truth <= high) coverage += probabilityOf(counts, population);
  }
  return coverage;
}
