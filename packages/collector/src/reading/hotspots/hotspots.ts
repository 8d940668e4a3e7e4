import { MetricsError } from '@milepost/metrics';
import type { HotspotAnswer, HotspotQuery } from '@milepost/protocol';
import { dateOf } from '../../intake/local-day.ts';
import { ProblemError } from '../../problem-error.ts';
import { earlierRange, isFirstOfMonth, rangeName } from '../days/day-range.ts';
import { askedBy } from '../query/asked.ts';
import { type Reading, readTable, type Table } from '../table/table.ts';
import { type Before, hotspotRows } from './hotspot-rows.ts';

/** Of the intervals. */
const confidence = 0.95;

/**
 * Answers `GET /v1/hotspots`: each group against the rest, and against itself in the preceding equal span.
 *
 * @throws ProblemError `query_invalid`, `scale_mixed`
 */
export async function readHotspots(query: HotspotQuery, reading: Reading): Promise<HotspotAnswer> {
  const { by, q, minN } = query;
  const asked = { ...query, interval: 'all', confidence } as const;
  const table = await readTable(asked, reading);
  if (table.rows.length > 0 && table.scale === null) throw scaleMixed();
  const minEffect = query.minEffect ?? leastEffect(table);
  const before = await readBefore();
  return {
    metric: query.metric,
    scale: table.scale,
    method: table.rows[0]?.estimate.method ?? null,
    from: query.from ?? null,
    to: query.to ?? dateOf(table.range.to),
    timezone: reading.known.program.timezone,
    by,
    q,
    minN,
    minEffect,
    rows: unmixed(() => hotspotRows(table.rows, before, { q, minN, minEffect })),
    notes: [...new Set([...table.notes, ...(before?.notes ?? [])])],
  };

  async function readBefore(): Promise<(Before & { notes: string[] }) | null> {
    const { from = null, to = 0 } = earlierRange(table.range, 'all') ?? {};
    if (from === null) return null;
    const span = rangeName({ from, to });
    const mayNot = reading.wholeMonths && askedBy(asked, reading.known).dimensions.length > 0;
    if (mayNot && !isFirstOfMonth(from)) return { span, rows: [], notes: [noChange] };
    const { rows, notes } = await readTable({ ...asked, from: dateOf(from), to: dateOf(to) }, reading);
    return { span, rows, notes };
  }
}

const noChange =
  'No change is told: a key without responses:read gets segments, locales and channels in whole months alone, and the span before is none. Ask with a to that is the first day of a month.';

/** 10 points of a hundred, or a tenth of the width of a scale, as for `hotspots` of the metrics. */
function leastEffect({ rows: [row] }: Table): number {
  if (row?.estimate.method !== 't') return 10;
  return (row.estimate.histogram.counts.length - 1) / 10;
}

/** Ratings of one scale that count otherwise can still not be compared. */
function unmixed<T>(compare: () => T): T {
  try {
    return compare();
  } catch (error) {
    throw error instanceof MetricsError && error.code === 'scale_mixed' ? scaleMixed() : error;
  }
}

function scaleMixed(): ProblemError {
  return new ProblemError(
    'scale_mixed',
    'groups whose answers are on different scales, or count otherwise, cannot be held against each other; ask with scale= or question=',
  );
}
