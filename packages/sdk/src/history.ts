import type { Showing } from '@milepost/engine';
import type { Ports } from './ports/index.ts';

/** What this device remembers of the prompts that it showed to a subject: a person, or whoever uses the device. */
export interface History {
  of(subject: string): Showing[];
  inSession(): number;
  /** Remembers a showing; one that was shown at the same time is replaced. */
  put(subject: string, showing: Showing): void;
}

const remembered = 100;

export function createHistory(
  { device, session }: Pick<Ports, 'device' | 'session'>,
  prefix: string,
): History {
  const of = (subject: string) => (device.get(`${prefix}h:${subject}`) ?? []) as Showing[];
  const inSession = () => (session.get(`${prefix}n`) ?? 0) as number;
  return {
    of,
    inSession,
    put: (subject, showing) => {
      const others = of(subject).filter(({ shown }) => shown !== showing.shown);
      device.set(`${prefix}h:${subject}`, [...others, showing].slice(-remembered));
      if (!showing.dismissed) session.set(`${prefix}n`, inSession() + 1);
    },
  };
}
