import { type CohortAnswer, type CohortQuery, nearest } from '@milepost/protocol';
import { dateOf } from '../../intake/local-day.ts';
import { refuse } from '../query/refuse.ts';
import { type Reading, readTable } from '../table/table.ts';
import { cohortRows } from './cohort-rows.ts';

/**
 * Answers `GET /v1/cohorts`: scores by the month, quarter or year that somebody came in, and by how long ago that was
 * when they answered.
 *
 * @throws ProblemError `query_invalid`, `scale_mixed`
 */
export async function readCohorts(query: CohortQuery, reading: Reading): Promise<CohortAnswer> {
  const { segment, age } = query;
  const { segments, timezone } = reading.known.program;
  if (!segments.includes(segment)) throw unknownSegment(segment, segments);
  const table = await readTable({ ...query, by: [segment], interval: age }, reading);
  const { rows, tooLong, notes } = cohortRows(table.rows, { segment, age });
  if (tooLong !== null)
    throw refuse({
      path: '/age',
      message: `must not be finer than the vintages, which are longer than a ${age}, such as ${tooLong}; ask for a longer age`,
    });
  return {
    metric: query.metric,
    scale: table.scale,
    from: query.from ?? null,
    to: query.to ?? dateOf(table.range.to),
    timezone,
    segment,
    age,
    rows,
    notes: [...table.notes, ...notes],
  };
}

function unknownSegment(segment: string, segments: readonly string[]) {
  const near = nearest(segment, segments).map((one) => `"${one}"`);
  const declared = segments.length > 0 ? `, which are ${segments.join(', ')}` : ', which has none';
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  return refuse({
    path: '/segment',
    message: `"${segment}" is not a segment of the program${declared}${hint}`,
  });
}
