import type { Showing } from '@milepost/engine';
import type { Ports } from './ports/index.ts';

/** What this device remembers of the prompts that it showed to a subject: a person, or whoever uses the device. */
export interface History {
  /** Where it is kept; `ui/remember` adds to it. */
  place(subject: string): string;
  of(subject: string): Showing[];
  /** How many were shown since the tab's session began, in whatever tab. */
  inSession(subject: string): number;
}

export function createHistory(
  { clock, device, session }: Pick<Ports, 'clock' | 'device' | 'session'>,
  prefix: string,
): History {
  const began = (session.get(prefix) ?? clock.now()) as number;
  session.set(prefix, began);
  const place = (subject: string) => `${prefix}h:${subject}`;
  const of = (subject: string) => (device.get(place(subject)) ?? []) as Showing[];
  return {
    place,
    of,
    inSession: (subject) => of(subject).filter(({ shown }) => shown >= began).length,
  };
}
