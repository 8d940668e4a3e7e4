import type { TrendAnswer, TrendQuery } from '@milepost/protocol';
import { dateOf, dayNumber } from '../../intake/local-day.ts';
import { periodAt } from '../days/period.ts';
import { periodStart } from '../days/period-start.ts';
import { refuse } from '../query/refuse.ts';
import { scoredOf } from '../table/scored-row.ts';
import { type Reading, readTable } from '../table/table.ts';
import { type Watch, watch } from './watch.ts';

/**
 * Answers `GET /v1/trends`: a series with the changes that a CUSUM or an EWMA gives away.
 *
 * @throws ProblemError `query_invalid`, `scale_mixed`
 */
export async function readTrends(query: TrendQuery, reading: Reading): Promise<TrendAnswer> {
  const { interval, method, acknowledged, baseline, k, h, lambda, L } = query;
  const { scale, range, rows, notes } = await readTable({ ...query, by: [] }, reading);
  const isOutside =
    acknowledged !== undefined &&
    ((query.from !== undefined && acknowledged < query.from) || dayNumber(acknowledged) >= range.to);
  if (isOutside)
    throw refuse({
      path: '/acknowledged',
      message: `must lie in the range, which ends before ${dateOf(range.to)}; ask for a range that holds it`,
    });
  const anew = acknowledged === undefined ? null : periodAt(dayNumber(acknowledged), interval).start;
  const startOf = rows.map(({ period }) => periodStart(period));
  const reset = anew === null ? 0 : startOf.filter((start) => start < anew).length;
  const before: Watch = reset > 0 ? watch(rows.slice(0, reset), query) : emptyWatch;
  const after = watch(rows.slice(reset), query);
  const watched = [...before.points, ...after.points];
  const signals = [
    ...before.signals,
    ...after.signals.map(({ side, seen, since }) => ({ side, seen: seen + reset, since: since + reset })),
  ];
  return {
    metric: query.metric,
    scale,
    from: query.from ?? null,
    to: query.to ?? dateOf(range.to),
    interval,
    timezone: reading.known.program.timezone,
    method,
    settings: { baseline, ...(method === 'cusum' ? { k, h } : { lambda, L }) },
    target: after.target,
    points: rows.map((row, index) => ({
      period: row.period,
      ...scoredOf(row),
      partial: row.partial,
      ...(watched[index] ?? unwatched),
    })),
    signals: signals.map(({ side, seen, since }) => ({
      side,
      seen: rows[seen]?.period ?? '',
      since: rows[since]?.period ?? '',
      date: dateOf(startOf[since] ?? 0),
    })),
    notes: [
      ...notes,
      ...before.notes.map((note) => `Before ${acknowledged}: ${note}`),
      ...after.notes.map((note) => (reset > 0 ? `From ${acknowledged} on: ${note}` : note)),
    ],
  };
}

const emptyWatch: Watch = { points: [], signals: [], target: null, notes: [] };
const unwatched = { baseline: false, target: null, up: null, down: null };
