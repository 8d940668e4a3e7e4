import { cusum, type Estimate, estimators, ewma, mergeHistograms, standardError } from '@milepost/metrics';
import type { TrendAnswer, TrendQuery } from '@milepost/protocol';
import type { TableRow } from '../table/table.ts';

type Point = TrendAnswer['points'][number];
/** What a watch adds to a period. */
type Watched = Pick<Point, 'baseline' | 'target' | 'up' | 'down'>;
interface WatchSignal {
  side: 'up' | 'down';
  /** Indices of the rows. */
  seen: number;
  since: number;
}

export type WatchSettings = Pick<
  TrendQuery,
  'method' | 'k' | 'h' | 'lambda' | 'L' | 'baseline' | 'confidence'
>;

export interface Watch {
  /** One for each row. */
  points: Watched[];
  signals: WatchSignal[];
  /** The score of the baseline; null when there is none. */
  target: number | null;
  notes: string[];
}

/** A period that can be held against others: it is over, and its score is shown. */
const isComplete = ({ partial, suppressed, precision }: TableRow) =>
  !partial && suppressed === null && precision !== 'counts_only';

/**
 * Holds a series against its own beginning: the first complete periods with a score are the baseline, and each one after
 * is watched for a change. What is partial, suppressed or of few answers is passed over.
 */
export function watch(rows: readonly TableRow[], settings: WatchSettings): Watch {
  const complete = rows.flatMap((row, index) => (isComplete(row) ? [{ row, index }] : []));
  const first = complete.slice(0, settings.baseline);
  if (first.length < settings.baseline) return none(rows, tooFew(first.length, settings.baseline));
  const baseline = merged(
    first.map(({ row }) => row.estimate),
    settings.confidence,
  );
  const target = baseline?.score ?? null;
  if (!baseline || target === null) return none(rows, tooFew(0, settings.baseline));
  const inBaseline = new Set(first.map(({ index }) => index));
  const watched = complete.slice(settings.baseline).flatMap(({ row, index }) => {
    const sigma = errorOf(row.estimate, baseline);
    const { score } = row.estimate;
    return sigma === null || score === null ? [] : [{ index, score, sigma }];
  });
  const { up, down, signals } = courses(watched, { target, settings });
  const at = new Map(watched.map(({ index }, place) => [index, place]));
  return {
    points: rows.map((_, index) => {
      const place = at.get(index) ?? -1;
      return {
        baseline: inBaseline.has(index),
        target,
        up: up[place] ?? null,
        down: down?.[place] ?? null,
      };
    }),
    signals: signals.map(({ side, index, since }) => ({
      side,
      seen: watched[index]?.index ?? 0,
      since: watched[since]?.index ?? 0,
    })),
    target,
    notes: notesOf(complete.length - settings.baseline, watched.length),
  };
}

interface Course {
  target: number;
  settings: WatchSettings;
}

/** Only what is watched is charted, so that a change begins in a period that has a score. */
function courses(
  watched: readonly { score: number; sigma: number }[],
  { target, settings: { method, k, h, lambda, L } }: Course,
) {
  const values = watched.map(({ score }) => score);
  const sigma = watched.map((one) => one.sigma);
  if (method === 'ewma') {
    const { smoothed, signals } = ewma(values, { target, sigma, lambda, L });
    return { up: smoothed, down: null, signals };
  }
  const { high, low, signals } = cusum(values, { target, sigma, k, h });
  return { up: high, down: low, signals };
}

function merged([first, ...others]: readonly Estimate[], confidence: number): Estimate | null {
  if (!first) return null;
  const all = others.reduce((sum, { histogram }) => mergeHistograms(sum, histogram), first.histogram);
  return estimators[first.metric](all, { confidence, ...(first.top !== undefined && { top: first.top }) });
}

/** Null also when nothing tells how much the answers of accounts are worth. */
function errorOf({ n, designEffect = 1 }: Estimate, baseline: Estimate): number | null {
  return designEffect === null ? null : standardError(baseline, n / designEffect);
}

function none(rows: readonly TableRow[], note: string): Watch {
  const points = rows.map(() => ({ baseline: false, target: null, up: null, down: null }));
  return { points, signals: [], target: null, notes: [note] };
}

function tooFew(found: number, wanted: number): string {
  return `Nothing is watched: a baseline needs ${wanted} complete periods with a score, and there are ${found}. Ask for an earlier from, a longer interval or a smaller baseline.`;
}

function notesOf(after: number, watched: number): string[] {
  if (after === 0) return ['Nothing is watched yet: no complete period with a score follows the baseline.'];
  if (watched === after) return [];
  return [
    'Some periods are not watched, because nothing tells how far their score scatters: all answers of the baseline are equal, or all of a period come from one account.',
  ];
}
