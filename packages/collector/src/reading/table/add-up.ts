import { funnelScale } from '../../intake/cells.ts';
import { type Counted, readCounted } from '../counts/counted.ts';
import type { Apart } from '../counts/kept-cells.ts';
import { openPrompts } from '../counts/open-prompts.ts';
import type { DayRange } from '../days/day-range.ts';
import type { TablePlan } from './plan.ts';
import { createRowSums, type RowSums } from './row-sums.ts';

export interface AddedUp {
  sums: RowSums;
  /** What they were added up from. */
  counted: readonly Counted[];
}

/** Funnels and answers of a range, added up. */
export async function addUp(plan: TablePlan, range: DayRange): Promise<AddedUp> {
  const { query, reading, index, asked } = plan;
  const { store, known } = reading;
  const dimensions = asked.dimensions.map(({ dimension }) => dimension);
  const sums = createRowSums({ ...query, ...asked, known, index, dimensions });
  const scales = [...index.scales.map(({ id }) => id), funnelScale];
  const counted = await readCounted(store, {
    ...asked,
    ...range,
    project: known.project,
    scales,
    apart: apartOf(plan),
  });
  for (const one of counted) sums.add(one);
  for (const open of await openPrompts(reading, { ...asked, ...range })) sums.addOpen(open);
  return { sums, counted };
}

/** Where the responses are read anyway, their days cost nothing. */
export function apartOf({
  query: { interval },
  asked,
}: {
  query: Pick<TablePlan['query'], 'interval'>;
  asked: Pick<TablePlan['asked'], 'dimensions'>;
}): Apart {
  if (asked.dimensions.length > 1 || interval === 'day' || interval === 'week') return 'day';
  return interval === 'all' ? 'none' : 'month';
}
