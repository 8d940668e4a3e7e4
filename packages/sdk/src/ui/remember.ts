import type { Showing } from '@milepost/engine';
import type { Past } from '../history.ts';
import type { Storage } from '../ports/storage.ts';

const remembered = 100;

/** Remembers that a prompt was shown to a subject; a showing of the same time is replaced. */
export function remember(device: Storage, { place, history }: Past, showing: Showing): void {
  const others = history.filter(({ shown }) => shown !== showing.shown);
  device.set(place, [...others, showing].slice(-remembered));
}
