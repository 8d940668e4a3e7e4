import type { ResponseState } from '@milepost/protocol';
import { plainCounts } from '../intake/cells.ts';
import type { KnownProgram } from '../program/known.ts';
import { cellColumns, type KeepsValue, keptDimensions } from './cell-moves.ts';
import type { CrossSelection, CrossSum } from './store.ts';

/** Counts responses by several dimensions at once, as cells would count them by one. */
export interface CrossCounter {
  /** Takes a response that is not excluded, lies in the days and at the touchpoints of the selection. */
  add(response: { day: number; state: ResponseState }): void;
  sums(): CrossSum[];
}

interface CrossParts {
  known: KnownProgram;
  selection: CrossSelection;
  keeps: KeepsValue;
}

/** A response that has no value in one of the dimensions is not counted, as it is in no cell of that dimension. */
export function createCrossCounter({ known, selection, keeps }: CrossParts): CrossCounter {
  const { dimensions, byDay } = selection;
  const filters = dimensions.map(({ dimension, values }) => ({ dimension, only: values && new Set(values) }));
  const scales = new Set(selection.scales);
  const all: CrossSum[] = [];
  // A key is made once per response, and not once per count: there can be millions.
  const places = new Map<string, Map<string, CrossSum>>();
  return {
    add: ({ day: on, state }) => {
      const held = keptDimensions(state, known, keeps);
      const values: string[] = [];
      for (const { dimension, only } of filters) {
        const value = held.find(([name]) => name === dimension)?.[1];
        if (value === undefined || (only && !only.has(value))) return;
        values.push(value);
      }
      const { touchpoint, survey, version } = state;
      const day = byDay ? on : 0;
      const key = JSON.stringify([day, touchpoint, survey, version, ...values]);
      let sums = places.get(key);
      if (!sums) {
        sums = new Map();
        places.set(key, sums);
      }
      for (const { question, scale, slot } of plainCounts(state, known)) {
        if (!scales.has(scale)) continue;
        let sum = sums.get(question);
        if (!sum) {
          const counts = cellColumns.map(() => 0);
          sum = { day, touchpoint, survey, version, question, values, scale, counts };
          sums.set(question, sum);
          all.push(sum);
        }
        sum.counts[slot] = (sum.counts[slot] ?? 0) + 1;
      }
    },
    sums: () => all,
  };
}
