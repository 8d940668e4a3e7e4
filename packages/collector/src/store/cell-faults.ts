import { dateOf } from '../intake/local-day.ts';
import { type CellMove, cellColumns } from './cell-moves.ts';
import type { CellFault } from './store.ts';

/** Cells added up from the responses, to be held against those that are kept. */
export interface CellCounter {
  add(moves: readonly CellMove[]): void;
  /** The first so many cells whose counts differ, in the order of their keys, and how many there are. */
  faults(kept: Iterable<CellMove>, limit: number): { faults: CellFault[]; count: number };
}

export function createCellCounter(): CellCounter {
  const counted = new Map<string, CellMove>();
  return {
    add: (moves) => {
      for (const move of moves) {
        const key = keyOf(move);
        const sum = counted.get(key);
        if (!sum) counted.set(key, { ...move, counts: [...move.counts] });
        else for (const [slot, by] of move.counts.entries()) sum.counts[slot] = (sum.counts[slot] ?? 0) + by;
      }
    },
    faults: (kept, limit) => {
      const left = new Map(counted);
      const found: CellFault[] = [];
      const compare = (move: CellMove, fault: Omit<CellFault, 'cell'>) => {
        if (fault.kept.some((count, slot) => count !== fault.counted[slot]))
          found.push({ cell: nameOf(move), ...fault });
      };
      for (const move of kept) {
        const key = keyOf(move);
        compare(move, { kept: move.counts, counted: left.get(key)?.counts ?? none });
        left.delete(key);
      }
      for (const move of left.values()) compare(move, { kept: none, counted: move.counts });
      found.sort((a, b) => (a.cell < b.cell ? -1 : 1));
      return { faults: found.slice(0, limit), count: found.length };
    },
  };
}

const none = cellColumns.map(() => 0);

function keyOf(move: CellMove): string {
  const { bucket, day, dimension, value, scale, touchpoint, survey, version, question } = move;
  return JSON.stringify([bucket, day, dimension, value, scale, touchpoint, survey, version, question]);
}

/** A cell's key, for people. */
function nameOf(move: CellMove): string {
  const { day, touchpoint, survey, version, question, scale, dimension, value, bucket } = move;
  const of = dimension === '' ? '' : `, ${dimension} = ${JSON.stringify(value)}`;
  return `${dateOf(day)} ${touchpoint}, ${survey} version ${version}, ${question || 'prompts'} on ${scale}${of}, bucket ${bucket}`;
}
