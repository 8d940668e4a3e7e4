import { limits } from '@milepost/protocol';
import { funnelScale, funnelSlots } from '../../intake/cells.ts';
import { localDays } from '../../intake/local-day.ts';
import type { OpenResponse } from '../../store/store.ts';
import type { Asked } from '../query/asked.ts';
import type { Reading } from '../table/table.ts';
import type { Counted } from './counted.ts';

/** Prompts that are younger than a day and still open, as they would be counted one by one. */
export async function openPrompts(
  { store, known, now }: Pick<Reading, 'store' | 'known' | 'now'>,
  { dimensions, from, to }: Pick<Asked, 'dimensions'> & { from: number | null; to: number },
): Promise<Counted[]> {
  const since = now - limits.openForMs;
  // The clocks of a zone can make a day of prompts lie a day earlier, and no more.
  if (to < localDays(known.program.timezone)(since)) return [];
  const open = await store.openResponses(known.project, since);
  return open
    .filter(({ day }) => (from === null || day >= from) && day < to)
    .flatMap((response) => countedOf(response, dimensions));
}

function countedOf({ day, counts }: OpenResponse, dimensions: Asked['dimensions']): Counted[] {
  const open = counts.filter(({ scale, slot }) => scale === funnelScale && slot === funnelSlots.open);
  const [prompt] = open;
  if (!prompt) return [];
  const values = dimensions.flatMap(({ dimension, values: only }) => {
    const held = open.find((count) => count.dimension === dimension);
    return held && (only === null || only.includes(held.value)) ? [held.value] : [];
  });
  if (values.length < dimensions.length) return [];
  const { touchpoint, survey, version } = prompt;
  return [{ day, touchpoint, survey, version, question: '', scale: funnelScale, values, counts: [] }];
}
