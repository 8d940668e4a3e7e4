import { type AddedUp, keepsDays } from './add-up.ts';
import { isDimension } from './asked.ts';
import { type Counted, readCounted } from './counted.ts';
import type { DayRange } from './day-range.ts';
import { hiddenRows } from './hidden-rows.ts';
import type { TablePlan } from './plan.ts';
import { createRowSums, type RowSum } from './row-sums.ts';

/** The rows of a table that k-anonymity keeps back. What that takes beyond the rows is read only when it has to be. */
export async function hiddenOf(
  plan: TablePlan,
  { range, sums, counted }: AddedUp & { range: DayRange },
): Promise<ReadonlySet<RowSum>> {
  const { query, reading, index, asked } = plan;
  const { store, known } = reading;
  const scales = index.scales.map(({ id }) => id);
  const selection = { ...range, touchpoints: asked.touchpoints, project: known.project, scales };
  const { dimensions } = asked;
  const base = { ...selection, dimensions: [] };
  const by = query.by.filter((name) => !isDimension(name, known));
  const places = query.by.flatMap((name, place) => (isDimension(name, known) ? [] : [place]));
  let wholeCounted: Counted[] = [];
  let whole = null;
  if (dimensions.length > 0 && sums.all().some(({ n }) => n > 0)) {
    const wholeSums = createRowSums({
      ...query,
      by,
      index,
      known,
      touchpoints: asked.touchpoints,
      dimensions: [],
    });
    wholeCounted = await readCounted(store, { ...base, byDay: query.interval !== 'all' });
    for (const one of wholeCounted) wholeSums.add(one);
    const rowOf = ({ period, labels }: RowSum) =>
      wholeSums.find(
        period,
        places.map((place) => labels[place] ?? ''),
      );
    whole = { sums: wholeSums, rowOf };
  }
  return hiddenRows({
    store,
    known,
    sums,
    by: query.by,
    dimensions,
    whole,
    byDay: async (of) => {
      if (of === 'rows')
        return keepsDays(plan) ? counted : readCounted(store, { ...selection, dimensions, byDay: true });
      return query.interval === 'all' ? readCounted(store, { ...base, byDay: true }) : wholeCounted;
    },
  });
}
