import type { Funnel, ScoreRow } from '@milepost/protocol';
import type { TableRow } from './table.ts';

/** A row as it is shown: a score only where there are answers enough, and no count of a suppressed one. */
export function scoredOf({
  estimate,
  precision,
  suppressed,
}: Pick<TableRow, 'estimate' | 'precision' | 'suppressed'>): Omit<
  ScoreRow,
  'period' | 'group' | 'partial' | 'funnel' | 'components' | 'change'
> {
  const { n, score, mean, low, high, histogram, designEffect, clusters } = estimate;
  const isKept = suppressed !== null;
  const isTold = !isKept && precision !== 'counts_only';
  return {
    n: isKept ? null : n,
    score: isTold ? score : null,
    mean: isTold ? mean : null,
    low: isTold ? low : null,
    high: isTold ? high : null,
    histogram: Object.fromEntries(
      histogram.counts.map((count, index) => [histogram.min + index, isKept ? null : count]),
    ),
    precision,
    suppressed,
    ...(designEffect !== undefined && { designEffect: isTold ? designEffect : null }),
    ...(clusters !== undefined && { clusters: isKept ? null : clusters }),
  };
}

/** The funnel of a row as it is shown. */
export function shownFunnel({ funnel, suppressed }: Pick<TableRow, 'funnel' | 'suppressed'>): Funnel {
  if (suppressed === null) return funnel;
  const counts = { shown: null, started: null, completed: null, dismissed: null, ignored: null, open: null };
  return { ...counts, answerRate: null, completionRate: null, dismissRate: null };
}
