/** A tail of a distribution of positive numbers, seen on two logarithmic axes. */
export interface LogTail {
  /** The logarithm of the tail. */
  readonly log: number;
  /** Its derivative by the logarithm of the position: position times density, divided by the tail. */
  readonly slope: number;
}

/**
 * Both tails at a position, from the logarithm of position times density and from that product divided by the near tail.
 * The far one is what the near one leaves; neither is more than 1, wherever rounding leads.
 */
export function bothTails(density: number, slope: number): { readonly near: LogTail; readonly far: LogTail } {
  const near = Math.min(0, density - Math.log(slope));
  // Not less than half a step from 1: the logarithm of nothing is no number.
  const far = Math.log1p(-Math.min(Math.exp(near), 1 - Number.EPSILON / 2));
  return { near: { log: near, slope }, far: { log: far, slope: Math.exp(density - far) } };
}

/**
 * The position where a tail that rises with it has the logarithm `target`, by Newton's method in logarithms; 0 or
 * infinity where it leaves what a number can hold.
 *
 * The logarithm of the tail must be concave in that of the position, a rise that becomes ever flatter. It is for gamma
 * and for the odds of beta, whatever their parameters, because the density of the logarithm is log-concave. So a step
 * from above the solution leads below it, one from below never passes it, and the steps always end.
 *
 * Source of the concavity: M. Bagnoli and T. Bergstrom (2005), Log-Concave Probability and Its Applications, Economic
 * Theory 26(2), 445-469.
 */
export function solveTail(
  target: number,
  { start, tail }: { readonly start: number; readonly tail: (position: number) => LogTail },
): number {
  let position = start;
  let below = false;
  while (position > 1e-300 && position < 1e300) {
    const { log, slope } = tail(position);
    // A flat part would send the first step beyond all numbers.
    const step = Math.max(-50, (target - log) / slope);
    const next = position * Math.exp(step);
    // A step back after one ahead: what is left is rounding.
    if (next === position || (below && step < 0)) return next;
    below = step > 0;
    position = next;
  }
  return position > 1 ? Number.POSITIVE_INFINITY : 0;
}

/** About how many standard deviations from the middle a tail of p begins, for p up to 1/2. */
export function roughDeviations(p: number): number {
  return Math.sqrt(-2 * Math.log(2 * p));
}
