import type { Dimension } from '../../intake/cells.ts';
import type { CrowdSelection } from '../store.ts';

/** Where responses are read. */
export interface Place {
  day: number;
  touchpoint: string;
}

/** Which rows of a table still want people counted, and where; rows are told by their index. */
export interface Candidates {
  /** The next places that somebody wants, at most so many; each is told once. */
  nextPlaces(most: number): Place[];
  /** Who wants a place. */
  at(place: Place): number[];
  /** Who may want a response of a place with these values. */
  of(place: Place, values: readonly Dimension[]): number[];
  /** Takes one out that needs no more. */
  fill(index: number): void;
}

/**
 * A table may have a thousand rows, one per value of a segment, so a response is only put to those whose value it has.
 */
export function createCandidates(selections: readonly CrowdSelection[]): Candidates {
  const open = new Set<number>();
  const places = new Map<string, Place>();
  const wanting = new Map<string, Map<string, number[]>>();
  for (const [index, selection] of selections.entries()) {
    if (selection.limit > 0) open.add(index);
    const narrowing = selection.within.find(({ values }) => values !== null);
    const values = narrowing?.values?.map((value) => valueKey(narrowing.dimension, value)) ?? [any];
    for (const place of selection.places) {
      const key = placeKey(place);
      places.set(key, place);
      const byValue = wanting.get(key) ?? new Map<string, number[]>();
      for (const value of new Set(values)) byValue.set(value, [...(byValue.get(value) ?? []), index]);
      wanting.set(key, byValue);
    }
  }
  const left = [...places.values()];
  const stillOpen = (indices: readonly number[] = []) => indices.filter((index) => open.has(index));
  const at = (place: Place) => [
    ...new Set([...(wanting.get(placeKey(place))?.values() ?? [])].flatMap(stillOpen)),
  ];
  return {
    nextPlaces: (most) => {
      const next: Place[] = [];
      while (next.length < most) {
        const place = left.shift();
        if (!place) break;
        if (at(place).length > 0) next.push(place);
      }
      return next;
    },
    at,
    of: (place, values) => {
      const byValue = wanting.get(placeKey(place));
      const keys = [any, ...values.map(([dimension, value]) => valueKey(dimension, value))];
      return [...new Set(keys.flatMap((key) => stillOpen(byValue?.get(key))))];
    },
    fill: (index) => {
      open.delete(index);
    },
  };
}

const any = '';

function valueKey(dimension: string, value: string): string {
  return JSON.stringify([dimension, value]);
}

function placeKey({ day, touchpoint }: Place): string {
  return `${day} ${touchpoint}`;
}
