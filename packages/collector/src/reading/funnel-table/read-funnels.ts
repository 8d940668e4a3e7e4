import type { Interval } from '@milepost/protocol';
import { funnelScale } from '../../intake/cells.ts';
import { readCounted } from '../counts/counted.ts';
import { openPrompts } from '../counts/open-prompts.ts';
import { type DayRange, rangeOf, todayOf } from '../days/day-range.ts';
import { type Asked, askedBy } from '../query/asked.ts';
import { refuse } from '../query/refuse.ts';
import { monthFaults } from '../query/whole-months.ts';
import { apartOf } from '../table/add-up.ts';
import { crossNotes, hiddenNotes } from '../table/rows.ts';
import type { Reading } from '../table/table.ts';
import { createFunnelSums, type FunnelSum, type FunnelSums } from './funnel-sums.ts';
import { hiddenFunnels } from './hidden-funnels.ts';

/** Which prompts are counted, and how the rows are told apart. */
export interface FunnelsQuery {
  from?: string | undefined;
  to?: string | undefined;
  interval: Interval;
  by: readonly string[];
  touchpoint?: readonly string[] | undefined;
  stage?: readonly string[] | undefined;
  survey?: readonly string[] | undefined;
  channel?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
}

export interface Funnels {
  asked: Asked;
  range: DayRange;
  today: number;
  sums: FunnelSums;
  hidden: ReadonlySet<FunnelSum>;
  notes: string[];
}

/**
 * What became of prompts, by row.
 *
 * @throws ProblemError `query_invalid`
 */
export async function readFunnels(query: FunnelsQuery, reading: Reading): Promise<Funnels> {
  const { store, known } = reading;
  const asked = askedBy(query, known);
  const range = rangeOf(query, reading);
  const isSplit = asked.dimensions.length > 0;
  const faults =
    isSplit && reading.wholeMonths
      ? monthFaults(
          query,
          'a key without responses:read gets segments, locales and channels in whole months alone',
        )
      : [];
  if (faults.length > 0) throw refuse(...faults);
  const { dimensions, touchpoints } = asked;
  const surveys = query.survey ?? null;
  const sums = createFunnelSums({ ...query, dimensions, touchpoints, surveys, known });
  const counted = await readCounted(store, {
    project: known.project,
    dimensions,
    scales: [funnelScale],
    touchpoints,
    ...range,
    apart: apartOf({ query, asked }),
  });
  for (const cell of counted) sums.add(cell);
  for (const prompt of await openPrompts(reading, { ...range, dimensions })) sums.addOpen(prompt);
  const hidden = await hiddenFunnels({ query, reading, asked, range, sums });
  const notes = [...crossNotes({ asked }), ...hiddenNotes(hidden.size, known.program.privacy.k)];
  return { asked, range, today: todayOf(reading), sums, hidden, notes };
}
