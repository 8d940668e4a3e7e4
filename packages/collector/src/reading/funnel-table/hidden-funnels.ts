import { funnelScale, funnelSlots } from '../../intake/cells.ts';
import { startedQuestion } from '../../store/crowd.ts';
import { readCounted, valueIn } from '../counts/counted.ts';
import type { DayRange } from '../days/day-range.ts';
import { periodAt } from '../days/period.ts';
import { hiddenAmong } from '../privacy/hidden-among.ts';
import { readOfSource } from '../privacy/read-of-source.ts';
import type { CountSource, Part } from '../privacy/source.ts';
import { type Asked, isDimension } from '../query/asked.ts';
import { apartOf } from '../table/add-up.ts';
import type { Reading } from '../table/table.ts';
import { type FunnelSum, type FunnelSums, placeLabel } from './funnel-sums.ts';
import type { FunnelsQuery } from './read-funnels.ts';

interface HiddenParts {
  query: FunnelsQuery;
  reading: Reading;
  asked: Asked;
  range: DayRange;
  sums: FunnelSums;
}

/**
 * The rows of a funnel that k-anonymity keeps back: by who answered anything, and where a segment, a locale or a channel
 * is named by who was shown something.
 */
export async function hiddenFunnels(parts: HiddenParts): Promise<ReadonlySet<FunnelSum>> {
  const { query, asked, sums } = parts;
  const isSplit = asked.dimensions.length > 0;
  const rows = sums.all().map((row) => {
    const amounts = [isSplit ? row.n : 0, row.counts[funnelSlots.started] ?? 0];
    return { row, period: row.period, labels: row.labels, amounts };
  });
  return hiddenAmong(rows, { source: sourceOf(parts), by: query.by, dimensions: asked.dimensions });
}

function sourceOf({ query, reading, asked, range }: HiddenParts): CountSource {
  const { store, known } = reading;
  const { touchpoints } = asked;
  const { interval, survey } = query;
  const isSplit = asked.dimensions.length > 0;
  const names = touchpoints && [...touchpoints];
  const one = { project: known.project, scales: [funnelScale] };
  const read = readOfSource({ range, touchpoints }, ({ byDay, ...selection }) =>
    readCounted(store, {
      ...one,
      ...selection,
      apart: byDay ? 'day' : apartOf({ query, asked: selection }),
    }),
  );
  const as = (plain: readonly string[]): CountSource => ({
    store,
    known,
    range,
    touchpoints,
    plain,
    narrow: 1,
    key: JSON.stringify(['funnel', known.revision, { interval, survey }, plain, names]),
    periodOf: (day) => periodAt(day, interval),
    read,
    as,
    *partsOf(counted, dimensions): Generator<Part> {
      if (survey && !survey.includes(counted.survey)) return;
      const labels = [
        ...plain.map((name) => placeLabel(name, counted, known)),
        ...dimensions.map((_, place) => valueIn(counted, place)),
      ];
      const [shown = 0, started = 0] = counted.counts;
      if (isSplit) yield { labels, measure: 0, question: '', amount: shown };
      if (started > 0) yield { labels, measure: 1, question: startedQuestion, amount: started };
    },
  });
  return as(query.by.filter((name) => !isDimension(name, known)));
}
