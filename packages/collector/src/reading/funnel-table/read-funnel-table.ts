import type { FunnelAnswer, FunnelQuery } from '@milepost/protocol';
import { dateOf } from '../../intake/local-day.ts';
import { funnelOf } from '../counts/funnel.ts';
import { refuse } from '../query/refuse.ts';
import { inOrder, isPartial } from '../table/rows.ts';
import { shownFunnel } from '../table/scored-row.ts';
import type { Reading } from '../table/table.ts';
import type { FunnelSum } from './funnel-sums.ts';
import { readFunnels } from './read-funnels.ts';
import { isTallied, type Tallied, talliedBy } from './tallied.ts';

/**
 * Answers `GET /v1/funnel`.
 *
 * @throws ProblemError `query_invalid`
 */
export async function readFunnelTable(query: FunnelQuery, reading: Reading): Promise<FunnelAnswer> {
  const { by, interval } = query;
  for (const name of by)
    if (name === 'question' || name === 'scale')
      throw refuse({
        path: '/by',
        message: `"${name}" does not tell prompts apart, since a prompt asks all questions of its survey; ask by=survey`,
      });
  const { asked, range, today, sums, hidden, notes } = await readFunnels(query, reading);
  const { touchpoints, dimensions } = asked;
  const known = isTallied({ by, survey: query.survey !== undefined, split: dimensions.length > 0 });
  const tallied = known
    ? await talliedBy({ ...reading, sums, by, interval, range, touchpoints })
    : new Map<FunnelSum, Tallied>();
  const rows = sums
    .all()
    .filter((row) => row.n > 0 || tallied.has(row))
    .sort(inOrder)
    .map((row): FunnelAnswer['rows'][number] => {
      const suppressed = hidden.has(row) ? 'k_anonymity' : null;
      return {
        period: row.period.name,
        group: Object.fromEntries(by.map((name, place) => [name, row.labels[place] ?? ''])),
        partial: isPartial(row.period, { range, today }),
        ...toldOf(tallied.get(row)),
        ...shownFunnel({ funnel: funnelOf(row.counts, row.open), suppressed }),
        suppressed,
      };
    });
  return {
    from: query.from ?? null,
    to: query.to ?? dateOf(range.to),
    interval,
    timezone: reading.known.program.timezone,
    rows,
    notes: known ? notes : [...notes, untold],
  };
}

const untold =
  'triggered, gates and eligible are null: devices count them by touchpoint and day, and not by survey, version, locale, channel or segment.';

function toldOf(tallied: Tallied | undefined) {
  if (!tallied) return { triggered: null, gates: null, eligible: null };
  const { triggered } = tallied;
  const gates = Object.fromEntries(Object.entries(tallied.gates).sort(([a], [b]) => (a < b ? -1 : 1)));
  const keptBack = Object.values(gates).reduce((sum, count) => sum + count, 0);
  // A device that tells more gates than triggers is wrong, and nothing is less than none.
  return { triggered, gates, eligible: Math.max(0, triggered - keptBack) };
}
