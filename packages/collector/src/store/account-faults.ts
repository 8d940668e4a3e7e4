import type { AccountMove } from './account-moves.ts';
import type { CellFault } from './store.ts';

/** Sums per account added up from the responses, to be held against those that are kept. */
export interface AccountCounter {
  add(moves: readonly AccountMove[]): void;
  /** The first so many sums that differ, in the order of their names, and how many there are. */
  faults(kept: Iterable<AccountMove>, limit: number): { faults: CellFault[]; count: number };
}

export function createAccountCounter(): AccountCounter {
  const counted = new Map<string, AccountMove>();
  return {
    add: (moves) => {
      for (const move of moves) {
        const key = keyOf(move);
        const sum = counted.get(key);
        if (!sum) counted.set(key, { ...move });
        else {
          sum.n += move.n;
          sum.thirds += move.thirds;
          sum.ninths += move.ninths;
        }
      }
    },
    faults: (kept, limit) => {
      const left = new Map(counted);
      const found: CellFault[] = [];
      const compare = (fault: CellFault) => {
        if (fault.kept.some((number, at) => number !== fault.counted[at])) found.push(fault);
      };
      for (const move of kept) {
        const key = keyOf(move);
        const sum = left.get(key);
        compare({ cell: nameOf(move), kept: numbersOf(move), counted: sum ? numbersOf(sum) : none });
        left.delete(key);
      }
      for (const move of left.values()) compare({ cell: nameOf(move), kept: none, counted: numbersOf(move) });
      found.sort((a, b) => (a.cell < b.cell ? -1 : 1));
      return { faults: found.slice(0, limit), count: found.length };
    },
  };
}

const none = [0, 0, 0];

function numbersOf({ n, thirds, ninths }: AccountMove): number[] {
  return [n, thirds, ninths];
}

function keyOf(move: AccountMove): string {
  const { bucket, month, scale, touchpoint, survey, version, question, account } = move;
  return JSON.stringify([bucket, month, scale, touchpoint, survey, version, question, account]);
}

/** The key of a sum, for people; which account it is, nobody has to read to count again. */
function nameOf(move: AccountMove): string {
  const { month, touchpoint, survey, version, question, scale, bucket } = move;
  const of = new Date(Date.UTC(1970, month)).toISOString().slice(0, 7);
  return `an account's sums of ${of} ${touchpoint}, ${survey} version ${version}, ${question} on ${scale}, bucket ${bucket}`;
}
