import type { Moments } from './moments.ts';
import type { NetCounts } from './net.ts';

/** Shares of a population's answers, which add up to 1. */
export interface Population {
  readonly detractors: number;
  readonly passives: number;
  readonly promoters: number;
}

/** The populations that coverage and false alarms are measured on. */
export const populations = {
  balanced: { detractors: 1 / 3, passives: 1 / 3, promoters: 1 / 3 },
  typical: { detractors: 0.15, passives: 0.3, promoters: 0.55 },
  loved: { detractors: 0.02, passives: 0.08, promoters: 0.9 },
  hated: { detractors: 0.6, passives: 0.3, promoters: 0.1 },
  polarised: { detractors: 0.45, passives: 0.1, promoters: 0.45 },
  indifferent: { detractors: 0.05, passives: 0.9, promoters: 0.05 },
} as const satisfies Record<string, Population>;

/** The signs of n answers, drawn by chance. */
export function drawSigns(random: () => number, { detractors, promoters }: Population, n: number): Moments {
  let sum = 0;
  let sumOfSquares = 0;
  for (let answer = 0; answer < n; answer++) {
    const at = random();
    if (at < detractors) sum -= 1;
    else if (at < detractors + promoters) sum += 1;
    else continue;
    sumOfSquares += 1;
  }
  return { n, sum, sumOfSquares };
}

/** Every sample of n answers that can occur. */
export function everySample(n: number): NetCounts[] {
  const samples: NetCounts[] = [];
  for (let detractors = 0; detractors <= n; detractors++)
    for (let passives = 0; passives <= n - detractors; passives++)
      samples.push({ detractors, passives, promoters: n - detractors - passives });
  return samples;
}

/** How often exactly this sample comes from the population. */
export function probabilityOf({ detractors, passives, promoters }: NetCounts, from: Population): number {
  return (
    choose(detractors + passives + promoters, promoters) *
    choose(detractors + passives, passives) *
    from.detractors ** detractors *
    from.passives ** passives *
    from.promoters ** promoters
  );
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
