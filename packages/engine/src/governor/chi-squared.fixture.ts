/** Pearson's statistic of counts that should all be equal. */
export function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** How many of the numbers from 0 to `size` - 1 there are of each. */
export function countsOf(numbers: readonly number[], size: number): number[] {
  const counts = Array.from({ length: size }, () => 0);
  for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
  return counts;
}

/** The statistic of pairs of numbers in [0, 1) over a grid of 20 by 20; its 0.9995 quantile is 499. */
export function gridStatistic(pairs: readonly [number, number][]): number {
  const cells = pairs.map(([a, b]) => Math.floor(a * 20) * 20 + Math.floor(b * 20));
  return chiSquared(countsOf(cells, 400));
}
