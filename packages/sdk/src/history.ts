import type { Showing } from '@milepost/engine';
import type { Ports } from './ports/index.ts';

/** What this device remembers of the prompts that it showed to a subject: a person, or whoever uses the device. */
export interface Past {
  /** Where it is kept; `ui/remember` adds to it. */
  place: string;
  history: Showing[];
  /** How many were shown since the tab's session began, in whatever tab. */
  inSession: number;
}

export type PastOf = (subject: string) => Past;

export function createHistory(ports: Pick<Ports, 'now' | 'device' | 'session'>, prefix: string): PastOf {
  const began = (ports.session.get(prefix) ?? ports.now()) as number;
  ports.session.set(prefix, began);
  return (subject) => {
    const place = `${prefix}h:${subject}`;
    const history = (ports.device.get(place) ?? []) as Showing[];
    return { place, history, inSession: history.filter(({ shown }) => shown >= began).length };
  };
}
