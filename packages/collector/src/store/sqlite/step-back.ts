import { setPriority } from 'node:os';

/** A nice value: of whoever has to share a processor with others, this one waits. */
export const readerNiceness = 10;

/**
 * Lets the thread that calls this wait for the one that takes answers, where both want one processor. Linux alone knows
 * the priority of a thread (setpriority(2), "C library/kernel differences"); elsewhere it would be the whole process's.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(readerNiceness);
  } catch {
    // A sandbox may not let us; then the threads share as any others do.
  }
}
