import type { Showing } from '@milepost/engine';
import type { Ports } from './ports/index.ts';
import { uuidV7 } from './ports/random.ts';

/** What this device remembers of the prompts that it showed. */
export interface History {
  /** Who is asked: the person, or the device while nobody is known. */
  subject(person: string | undefined): string;
  of(subject: string): Showing[];
  inSession(): number;
  add(subject: string, showing: Showing): void;
  dismissed(subject: string, shown: number): void;
}

const remembered = 100;

export function createHistory({ device, session, clock, random }: Ports, prefix: string): History {
  const key = (subject: string) => `${prefix}shown:${subject}`;
  const of = (subject: string) => (device.get(key(subject)) ?? []) as Showing[];
  const inSession = () => Number(session.get(`${prefix}session`) ?? 0);
  return {
    subject: (person) => {
      if (person !== undefined) return person;
      const id = device.get(`${prefix}device`) ?? uuidV7(clock.now(), random);
      device.set(`${prefix}device`, id);
      return id as string;
    },
    of,
    inSession,
    add: (subject, showing) => {
      device.set(key(subject), [...of(subject), showing].slice(-remembered));
      session.set(`${prefix}session`, inSession() + 1);
    },
    dismissed: (subject, shown) => {
      device.set(
        key(subject),
        of(subject).map((showing) => (showing.shown === shown ? { ...showing, dismissed: true } : showing)),
      );
    },
  };
}
