import type { ScoreQuery, ScoreTable } from '@milepost/protocol';
import { dateOf } from '../../intake/local-day.ts';
import { questionIndex } from '../query/question-index.ts';
import { methodOf } from '../table/method.ts';
import { scoredOf, shownFunnel } from '../table/scored-row.ts';
import { type Reading, readTable } from '../table/table.ts';
import { readCx } from './cx.ts';

/**
 * Answers `GET /v1/scores`.
 *
 * @throws ProblemError `query_invalid`, `scale_mixed`
 */
export async function readScores(query: ScoreQuery, reading: Reading): Promise<ScoreTable> {
  const { metric, ...parameters } = query;
  const { scale, range, rows, method, notes } =
    metric === 'cx' ? await readCx(query, reading) : await answerTable({ ...parameters, metric }, reading);
  return {
    metric,
    scale,
    from: query.from ?? null,
    to: dateOf(range.to),
    interval: query.interval,
    timezone: reading.known.program.timezone,
    confidence: query.confidence,
    method,
    rows,
    notes,
  };
}

async function answerTable(query: Parameters<typeof readTable>[0], reading: Reading) {
  const { rows, ...table } = await readTable(query, reading);
  const methods =
    rows.length > 0
      ? rows.map(({ estimate }) => estimate.method)
      : methodOf(questionIndex(reading.known, query), query);
  return {
    ...table,
    method: [...new Set(methods)].join(', '),
    rows: rows.map(({ period, group, partial, change, ...row }) => ({
      period,
      group,
      ...scoredOf(row),
      partial,
      funnel: shownFunnel(row),
      ...(change !== undefined && { change }),
    })),
  };
}
