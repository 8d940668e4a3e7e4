import type { Showing } from '@milepost/engine';
import type { Ports } from './ports/index.ts';

/** What this device remembers of the prompts that it showed to a subject: a person, or whoever uses the device. */
export interface History {
  of(subject: string): Showing[];
  /** How many were shown since the tab's session began, in whatever tab. */
  inSession(subject: string): number;
  /** Remembers a showing; one that was shown at the same time is replaced. */
  put(subject: string, showing: Showing): void;
}

const remembered = 100;

export function createHistory(
  { clock, device, session }: Pick<Ports, 'clock' | 'device' | 'session'>,
  prefix: string,
): History {
  const began = (session.get(prefix) ?? clock.now()) as number;
  session.set(prefix, began);
  const of = (subject: string) => (device.get(`${prefix}h:${subject}`) ?? []) as Showing[];
  return {
    of,
    inSession: (subject) => of(subject).filter(({ shown }) => shown >= began).length,
    put: (subject, showing) => {
      const others = of(subject).filter(({ shown }) => shown !== showing.shown);
      device.set(`${prefix}h:${subject}`, [...others, showing].slice(-remembered));
    },
  };
}
