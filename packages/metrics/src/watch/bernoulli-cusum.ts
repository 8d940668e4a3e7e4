import { MetricsError } from '../metrics-error.ts';
import { checkResets, type Signal, signalsOf } from './signal.ts';

export interface BernoulliCusumOptions {
  /** The rate as it should be. */
  readonly p0: number;
  /** The rate that is to be noticed. */
  readonly p1: number;
  /** The limit: a sum above it is a signal. */
  readonly h: number;
  /** The indices at which the sum begins anew: the first outcome after each change that was acknowledged. */
  readonly resets?: readonly number[];
}

/** The sum after each outcome, and the changes that it gives away. */
export interface BernoulliCusum {
  readonly sums: readonly number[];
  readonly signals: readonly Signal[];
}

/**
 * CUSUM of single outcomes, such as prompts answered or not: notices a rate that has moved from p0 to p1 without waiting
 * for a period to end.
 *
 *     S_i = max(0, S_(i-1) + score),   score = ln(p1 / p0) of a hit, ln((1 - p1) / (1 - p0)) of a miss
 *
 * S is 0 at the start and at every reset, and from 0 up. It is the evidence for p1 against p0, as the logarithm of their
 * likelihood ratio. A sum above h is a signal, once for every run above 0; `since` is where that run began. The side is
 * that on which p1 lies.
 *
 * Source: M. R. Reynolds, Z. G. Stoumbos (1999), A CUSUM Chart for Monitoring a Proportion When Inspecting Continuously,
 * Journal of Quality Technology 31(1), 87-108.
 *
 * @throws MetricsError `argument_invalid` when p0 and p1 are equal or not between 0 and 1, h is not above 0, or a reset
 * is no index of the outcomes.
 * @example
 * const outcomes = [true, false, true, false, false, false];
 * const watched = bernoulliCusum(outcomes, { p0: 0.8, p1: 0.2, h: 3 });
 * roundHalfAway(watched.sums[5], 6); // 4.158883
 * watched.signals; // [{ index: 5, side: 'down', since: 3 }]
 */
export function bernoulliCusum(
  outcomes: readonly boolean[],
  { p0, p1, h, resets = [] }: BernoulliCusumOptions,
): BernoulliCusum {
  if (!(Math.min(p0, p1) > 0 && Math.max(p0, p1) < 1 && p0 !== p1 && h > 0 && h < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      'A Bernoulli CUSUM needs two different rates between 0 and 1 and a finite h above 0, but there are ' +
        `p0 ${p0}, p1 ${p1} and h ${h}.`,
    );
  checkResets(resets, outcomes.length);
  const hit = Math.log(p1 / p0);
  const miss = Math.log1p(-p1) - Math.log1p(-p0);
  const sums: number[] = [];
  let sum = 0;
  for (const [index, outcome] of outcomes.entries()) {
    if (resets.includes(index)) sum = 0;
    sum = Math.max(0, sum + (outcome ? hit : miss));
    sums.push(sum);
  }
  const side = p1 > p0 ? 'up' : 'down';
  return { sums, signals: signalsOf({ [side]: sums }, { limit: h, resets }) };
}
