import type { Showing } from '@milepost/engine';
import type { History } from '../history.ts';
import type { Storage } from '../ports/storage.ts';

const remembered = 100;

/** Remembers that a prompt was shown to a subject; a showing of the same time is replaced. */
export function remember(device: Storage, history: History, subject: string, showing: Showing): void {
  const others = history.of(subject).filter(({ shown }) => shown !== showing.shown);
  device.set(history.place(subject), [...others, showing].slice(-remembered));
}
