/** The instant that tests live at: a Sunday, when a response of the builders has just been sent. */
export const testNow = '2026-11-22T07:00:03.120Z';

/** A clock that stands still until it is told otherwise. */
export interface FakeClock {
  /** Milliseconds since the epoch. */
  (): number;
  /** Moves to an RFC 3339 instant. */
  set(instant: string): void;
  /** Moves on by milliseconds. */
  advance(ms: number): void;
}

/**
 * @example
 * const clock = createFakeClock('2026-11-22T07:00:00Z');
 * clock.advance(1_000);
 * new Date(clock()).toISOString(); // '2026-11-22T07:00:01.000Z'
 */
export function createFakeClock(start: string = testNow): FakeClock {
  let now = Date.parse(start);
  const clock = () => now;
  return Object.assign(clock, {
    set: (instant: string) => {
      now = Date.parse(instant);
    },
    advance: (ms: number) => {
      now += ms;
    },
  });
}
