import type { Tally } from '@milepost/protocol';

/** A tally as the device keeps it: its counts run on until its day is over. */
export interface KeptTally extends Tally {
  gates: Record<string, number>;
  /** The collector has it as it is. */
  sent?: true;
}

interface Counting {
  /** What was noted: `time,touchpoint` when one was reached and `time,touchpoint,end` when that ended, each with `;`. */
  notes: string;
  /** Milliseconds since the epoch. */
  now: number;
  newId(): string;
}

/** What a device keeps at most; the collector takes as many at once. */
export const maxTallies = 100;
const maxAgeMs = 30 * 86_400_000;

/** The gates of the governor. Nothing else that keeps a prompt from coming up is counted as one. */
export const countedGates =
  /^(paused|schedule|audience|sample|repeat|quiet_period|per_session|quota|precision|consent|busy)$/;

/** The date of an instant where the device is. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/**
 * Adds what was noted to the tallies of its days and touchpoints. `asked`: more was reached than was held back.
 *
 * @example
 * counted([], { notes: '1795330800000,ticket_closed;', now, newId }).tallies[0]?.triggered; // 1
 */
export function counted(
  kept: readonly KeptTally[],
  { notes, now, newId }: Counting,
): { tallies: KeptTally[]; asked: boolean } {
  const placeOf = ({ day, touchpoint }: Pick<Tally, 'day' | 'touchpoint'>) => `${day} ${touchpoint}`;
  const tallies = new Map(kept.map((tally) => [placeOf(tally), tally]));
  let open = 0;
  for (const text of notes.split(';')) {
    // The first may have been cut.
    const [, at, touchpoint = '', end] = /^(\d{13}),([^,]+)(?:,(.*))?$/.exec(text) ?? [];
    if (!at) continue;
    // What ended with an outcome has been asked.
    if (!end) open += 1;
    else if (!end.startsWith('[')) open -= 1;
    if (end && !countedGates.test(end)) continue;
    const day = dayOf(Number(at));
    const { sent: _, ...tally } = tallies.get(placeOf({ day, touchpoint })) ?? {
      id: newId(),
      day,
      touchpoint,
      triggered: 0,
      gates: {},
    };
    tallies.set(
      placeOf(tally),
      end
        ? { ...tally, gates: { ...tally.gates, [end]: (tally.gates[end] ?? 0) + 1 } }
        : { ...tally, triggered: tally.triggered + 1 },
    );
  }
  const oldest = dayOf(now - maxAgeMs);
  const young = [...tallies.values()].filter(({ day }) => day >= oldest);
  return { tallies: young.sort((a, b) => (a.day < b.day ? -1 : 1)).slice(-maxTallies), asked: open > 0 };
}
