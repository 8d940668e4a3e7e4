import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import type { CellFault } from '../store.ts';
import { wordsOfResponse } from '../words.ts';

/** Holds the words that responses are found by against what was written in them. */
export function createWordCounter(known: KnownProgram) {
  let [kept, counted, wrong] = [0, 0, 0];
  const inOrder = (words: readonly string[]) => [...words].sort().join(' ');
  return {
    add: (state: ResponseState, words: string | null): void => {
      const [found, written] = [words?.split(' ') ?? [], wordsOfResponse(state, known)];
      kept += found.length;
      counted += written.length;
      if (inOrder(found) !== inOrder(written)) wrong += 1;
    },
    /** No more than how many responses have other words, and how many words there are. */
    faults: (): { faults: CellFault[]; count: number } => ({
      faults: wrong > 0 ? [{ cell: 'words of comments', kept: [kept], counted: [counted] }] : [],
      count: wrong,
    }),
  };
}
