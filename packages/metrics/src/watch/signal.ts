import { MetricsError } from '../metrics-error.ts';

export type Side = 'up' | 'down';

/** A change that a watch has noticed. */
export interface Signal {
  /** Where the limit was exceeded first. */
  readonly index: number;
  readonly side: Side;
  /** The estimated start of the change: where the run that led over the limit left 0. */
  readonly since: number;
}

/** What rounding may leave of a sum that is 0. */
const speck = 1e-12;

interface SignalOptions {
  readonly limit: number;
  readonly resets?: readonly number[] | undefined;
}

/**
 * The signals of a course per side, in the order of their indices: one for every run above 0 that exceeds the limit,
 * however often it does. A reset ends a run.
 */
export function signalsOf(
  courses: Partial<Record<Side, readonly number[]>>,
  options: SignalOptions,
): Signal[] {
  const up = runsOver(courses.up ?? [], options).map((run): Signal => ({ ...run, side: 'up' }));
  const down = runsOver(courses.down ?? [], options).map((run): Signal => ({ ...run, side: 'down' }));
  return [...up, ...down].sort((a, b) => a.index - b.index);
}

/** The runs above 0 that exceed the limit: where first, and where they began. */
function runsOver(course: readonly number[], { limit, resets = [] }: SignalOptions) {
  const runs: { index: number; since: number }[] = [];
  let since = 0;
  let signalled = false;
  for (const [index, height] of course.entries()) {
    const atZero = height <= speck;
    if (atZero || resets.includes(index)) {
      since = atZero ? index + 1 : index;
      signalled = false;
    }
    if (height > limit && !signalled) {
      runs.push({ index, since });
      signalled = true;
    }
  }
  return runs;
}

/** Refuses resets that lie outside of a series. */
export function checkResets(resets: readonly number[] | undefined, length: number): void {
  for (const index of resets ?? [])
    if (!(Number.isInteger(index) && index >= 0 && index < length))
      throw new MetricsError(
        'argument_invalid',
        `resets must be indices of the ${length} values, from 0 up, but one is ${index}.`,
      );
}
