import { MetricsError } from '../metrics-error.ts';

export interface SuccessEvidence {
  /** Whether the account has what it needs, does its part and wants the outcome: means of answers 1 to 5. */
  readonly tools: number;
  readonly investment: number;
  readonly desire: number;
  /** Of the milestones that were due, how many were met on time. */
  readonly milestonesMet: number;
  readonly milestonesDue: number;
  /** The vector of the time before. */
  readonly previousVector?: number | null;
  /** Net revenue retention, in percent, and what it should be. */
  readonly nrr?: number | null;
  readonly nrrTarget?: number | null;
}

export interface SuccessVector {
  /** What the account says of itself, in 0..1. */
  readonly subjective: number;
  /** The share of milestones met on time; null when none was due, like all that follows. */
  readonly adherence: number | null;
  readonly vector: number | null;
  /** Null without a previous vector. */
  readonly direction: 'up' | 'flat' | 'down' | null;
  /** Whether the revenue meets its target while the vector points down; null when either is unknown. */
  readonly divergence: boolean | null;
}

/**
 * The success vector: how far an account is on its way to what it wants, in 0..1, and where it is heading.
 *
 *     subjective = mean of (x - 1) / 4 over tools, investment and desire
 *     adherence  = milestonesMet / milestonesDue
 *     vector     = subjective adherence
 *
 * What an account says counts as far as its milestones prove it; where none was due, nothing is proven and the vector is
 * null. `divergence` is the early warning: the revenue still meets its target, and the vector points down.
 *
 * Source: L. Murphy, The Success Vector, sixteenventures.com, for a direction and a magnitude; the formula is our own.
 *
 * @throws MetricsError `argument_invalid` when an answer is not in 1..5, milestones are not whole numbers with
 * `0 <= met <= due`, a previous vector is not in 0..1, or a retention or its target is negative or not finite.
 * @example
 * const answers = { tools: 4, investment: 4, desire: 4 };
 * successVector({ ...answers, milestonesMet: 4, milestonesDue: 5, previousVector: 0.5 }).direction; // 'up'
 * successVector({ ...answers, milestonesMet: 0, milestonesDue: 0 }).vector; // null
 * successVector({ ...answers, milestonesMet: 2, milestonesDue: 1 }); // throws argument_invalid
 */
export function successVector({
  milestonesMet: met,
  milestonesDue: due,
  previousVector: previous = null,
  nrr = null,
  nrrTarget = null,
  tools,
  investment,
  desire,
}: SuccessEvidence): SuccessVector {
  for (const [name, answer] of Object.entries({ tools, investment, desire }))
    requireRange(name, answer, { low: 1, high: 5 });
  if (!(Number.isSafeInteger(met) && Number.isSafeInteger(due) && met >= 0 && met <= due))
    throw new MetricsError(
      'argument_invalid',
      'Milestones need whole numbers with 0 <= milestonesMet <= milestonesDue, but milestonesMet is ' +
        `${met} and milestonesDue is ${due}.`,
    );
  requireRange('previousVector', previous ?? 0, { low: 0, high: 1 });
  requireRange('nrr', nrr ?? 0, { low: 0, high: Number.MAX_SAFE_INTEGER });
  requireRange('nrrTarget', nrrTarget ?? 0, { low: 0, high: Number.MAX_SAFE_INTEGER });
  const subjective = (tools + investment + desire - 3) / 12;
  if (due === 0) return { subjective, adherence: null, vector: null, direction: null, divergence: null };
  const adherence = met / due;
  const vector = subjective * adherence;
  const direction = previous === null ? null : directionOf(vector - previous);
  const divergence =
    direction === null || nrr === null || nrrTarget === null
      ? null
      : direction === 'down' && nrr >= nrrTarget;
  return { subjective, adherence, vector, direction, divergence };
}

function directionOf(change: number): 'up' | 'flat' | 'down' {
  // Less is what rounding leaves of a vector that was stored.
  if (Math.abs(change) < 1e-9) return 'flat';
  return change > 0 ? 'up' : 'down';
}

function requireRange(name: string, value: number, { low, high }: { low: number; high: number }): void {
  if (!(value >= low && value <= high))
    throw new MetricsError('argument_invalid', `${name} must lie in ${low}..${high}, but it is ${value}.`);
}
