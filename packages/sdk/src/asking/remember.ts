import type { Showing } from '@milepost/engine';
import type { Storage } from '../ports/storage.ts';

const remembered = 100;

/** Remembers at a place of the device that a prompt was shown; a showing of the same time is replaced. */
export function remember(device: Storage, place: string, showing: Showing): void {
  const history = (device.get(place) ?? []) as Showing[];
  const others = history.filter(({ shown }) => shown !== showing.shown);
  device.set(place, [...others, showing].slice(-remembered));
}
