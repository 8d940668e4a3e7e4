/** How often one person was asked, over all touchpoints. */
export interface PromptsPerPerson {
  mean: number;
  /** Nineteen of twenty people were asked at most this often. */
  p95: number;
  /** Who was asked most often; null when nobody was asked. */
  busiest: { person: string; prompts: number } | null;
  /** The most prompts that anybody got within any seven days. */
  mostInAWeek: number;
  /** Milliseconds between the two prompts of one person that came closest; null when nobody was asked twice. */
  shortestGap: number | null;
}

const week = 7 * 24 * 3_600_000;

/** Sums up when each person was asked. */
export function promptsPerPerson(
  people: Iterable<{ id: string; shown: readonly number[] }>,
): PromptsPerPerson {
  const counts: number[] = [];
  let busiest: PromptsPerPerson['busiest'] = null;
  let mostInAWeek = 0;
  let shortestGap = Number.POSITIVE_INFINITY;
  for (const { id, shown } of people) {
    counts.push(shown.length);
    if (shown.length > (busiest?.prompts ?? 0)) busiest = { person: id, prompts: shown.length };
    let first = 0;
    for (const [index, at] of shown.entries()) {
      while (at - (shown[first] ?? at) >= week) first += 1;
      mostInAWeek = Math.max(mostInAWeek, index - first + 1);
      shortestGap = Math.min(shortestGap, at - (shown[index - 1] ?? Number.NEGATIVE_INFINITY));
    }
  }
  counts.sort((a, b) => a - b);
  return {
    mean: counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length),
    p95: counts[Math.ceil(counts.length * 0.95) - 1] ?? 0,
    busiest,
    mostInAWeek,
    shortestGap: Number.isFinite(shortestGap) ? shortestGap : null,
  };
}
