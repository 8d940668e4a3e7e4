import { createReader, type Reader } from './reader.ts';
import type { ReadName } from './reads/table.ts';

/** What may look at a great part of the responses; of these one waits for the other. */
const slow: readonly ReadName[] = [
  'accountPrompts',
  'crossed',
  'responsePage',
  'searchResponses',
  'tallies',
  'verifyCells',
];
/** What goes through the whole file, for minutes if need be. */
const whole: readonly ReadName[] = ['copy', 'integrity'];

/** Threads that read beside each other: a score never waits for an export, nor an export for a backup. */
export function createReaders(file: string): Reader {
  const readers = { quick: createReader(file), slow: createReader(file), whole: createReader(file) };
  const readerOf = (name: ReadName): Reader => {
    if (slow.includes(name)) return readers.slow;
    return whole.includes(name) ? readers.whole : readers.quick;
  };
  return {
    read: (name, args) => readerOf(name).read(name, args),
    close: async () => {
      for (const reader of Object.values(readers)) await reader.close();
    },
  };
}
