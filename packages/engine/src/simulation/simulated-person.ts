import type { Showing } from '../governor/governor.ts';

/** What a simulation remembers of a person. Instants are milliseconds since the epoch. */
export interface SimulatedPerson {
  id: string;
  /** The prompts that a gate can still look at, the latest first. */
  history: Showing[];
  /** When each prompt was shown. */
  shown: number[];
  /** The latest trigger. */
  seen: number;
  /** Prompts of the session that the latest trigger belongs to. */
  inSession: number;
}

/** Triggers that are no further apart than this belong to one session. */
const sessionGap = 30 * 60_000;

/** Somebody who has not been seen yet. */
export function createSimulatedPerson(id: string): SimulatedPerson {
  return { id, history: [], shown: [], seen: Number.NEGATIVE_INFINITY, inSession: 0 };
}

/** Notes that a person triggered something. */
export function see(person: SimulatedPerson, at: number): void {
  if (at - person.seen > sessionGap) person.inSession = 0;
  person.seen = at;
}

/** Notes that a person was shown a prompt. The gates count so many of the latest ones. */
export function show(person: SimulatedPerson, showing: Showing, { counted }: { counted: number }): void {
  person.history = remembered([showing, ...person.history], counted);
  person.shown.push(showing.shown);
  person.inSession += 1;
}

/**
 * The part of a history, latest first, that decides as all of it does: as many prompts as are counted, and the last one
 * of each touchpoint. It was shown when the ones before it no longer stood in its way.
 */
function remembered(history: readonly Showing[], counted: number): Showing[] {
  const seen = new Set<string>();
  return history.filter(({ touchpoint }, index) => {
    const isLast = !seen.has(touchpoint);
    seen.add(touchpoint);
    return isLast || index < counted;
  });
}
