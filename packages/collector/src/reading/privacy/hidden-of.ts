import { funnelScale, funnelSlots } from '../../intake/cells.ts';
import { startedQuestion } from '../../store/crowd.ts';
import { readCounted } from '../counts/counted.ts';
import type { DayRange } from '../days/day-range.ts';
import { periodAt } from '../days/period.ts';
import { isDimension } from '../query/asked.ts';
import { type AddedUp, apartOf } from '../table/add-up.ts';
import { labelOf } from '../table/label.ts';
import type { TablePlan } from '../table/plan.ts';
import type { RowSum } from '../table/row-sums.ts';
import { hiddenAmong } from './hidden-among.ts';
import { readOfSource } from './read-of-source.ts';
import type { CountSource, Part } from './source.ts';

/** The rows of a table of scores that k-anonymity keeps back: by who answered, and by who answered anything. */
export async function hiddenOf(
  plan: TablePlan,
  { range, sums }: AddedUp & { range: DayRange },
): Promise<ReadonlySet<RowSum>> {
  const rows = sums.all().map((row) => {
    const { period, labels, n, funnel } = row;
    return { row, period, labels, amounts: [n, funnel[funnelSlots.started] ?? 0] };
  });
  const { query, asked } = plan;
  return hiddenAmong(rows, {
    source: sourceOf(plan, range),
    by: query.by,
    dimensions: asked.dimensions,
  });
}

function sourceOf({ query, reading, index, asked }: TablePlan, range: DayRange): CountSource {
  const { store, known } = reading;
  const { touchpoints } = asked;
  const { metric, scale, interval, survey, question } = query;
  const scales = [...index.scales.map(({ id }) => id), funnelScale];
  const names = touchpoints && [...touchpoints];
  const one = { project: known.project, scales };
  const read = readOfSource({ range, touchpoints }, ({ byDay, ...selection }) =>
    readCounted(store, {
      ...one,
      ...selection,
      apart: byDay ? 'day' : apartOf({ query, asked: selection }),
    }),
  );
  const as = (plain: readonly string[]): CountSource => {
    const labelsOf = (of: readonly string[]) => ({
      of,
      all: [...plain, ...of].map((name) => labelOf(name, { known, dimensions: of })),
    });
    // Counts of a kind come one after the other.
    let labels = labelsOf([]);
    return {
      store,
      known,
      range,
      touchpoints,
      plain,
      narrow: 0,
      key: JSON.stringify([known.revision, { metric, scale, interval, survey, question }, plain, names]),
      periodOf: (day) => periodAt(day, interval),
      read,
      as,
      *partsOf(counted, dimensions): Generator<Part> {
        if (labels.of !== dimensions) labels = labelsOf(dimensions);
        const isPrompt = counted.scale === funnelScale;
        const asking = isPrompt
          ? index.of(counted.survey, counted.version)
          : [index.find(counted.survey, counted.version, counted.question)];
        const seen = new Set<string>();
        for (const ask of asking) {
          if (!ask || (!isPrompt && ask.scale.id !== counted.scale)) continue;
          const told = labels.all.map((label) => label(counted, ask));
          if (!isPrompt) {
            const amount = counted.counts.reduce((sum, count) => sum + count, 0);
            yield { labels: told, measure: 0, question: counted.question, amount };
            continue;
          }
          const amount = counted.counts[funnelSlots.started] ?? 0;
          const key = asking.length > 1 ? JSON.stringify(told) : '';
          if (amount > 0 && !seen.has(key))
            yield { labels: told, measure: 1, question: startedQuestion, amount };
          seen.add(key);
        }
      },
    };
  };
  return as(query.by.filter((name) => !isDimension(name, known)));
}
