import { otherValue } from '../../intake/cells.ts';
import type { DimensionFilter } from '../store.ts';

/** More of them cost more than they spare. */
const most = 16;

/**
 * Texts one of which the canonical JSON of a response holds if it passes the filters; null when they tell nothing. Others
 * may hold one too: it only spares reading most of those that do not pass.
 */
export function needlesOf(filters: readonly DimensionFilter[]): string[] | null {
  const told = filters.flatMap((filter) => {
    const needles = needlesOfFilter(filter);
    return needles ? [needles] : [];
  });
  const [fewest] = told.sort((a, b) => a.length - b.length);
  return fewest ?? null;
}

function needlesOfFilter({ dimension, values }: DimensionFilter): string[] | null {
  if (dimension === '' || values === null || values.length * 2 > most) return null;
  // Everything else counts as that one, and without a channel it is in the app.
  if (values.includes(otherValue) || (dimension === 'channel' && values.includes('in_app'))) return null;
  const name = JSON.stringify(dimension.replace(/^fact:/, ''));
  // The value of a segment may be a text, or a number or truth value that is written like it.
  return values.flatMap((value) => [`${name}:${JSON.stringify(value)}`, `${name}:${value}`]);
}

/** Needles of several, for a query that reads for all of them; empty when somebody has none, or there are too many. */
export function commonNeedles(all: readonly (string[] | null)[]): string[] {
  const common = new Set<string>();
  for (const needles of all) {
    if (!needles) return [];
    for (const needle of needles) common.add(needle);
    if (common.size > most) return [];
  }
  return [...common];
}
