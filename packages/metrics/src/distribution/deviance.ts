export interface Expectation {
  readonly expected: number;
  /** expected - x, from the caller, who may know digits of it that the difference of two rounded numbers has lost. */
  readonly excess: number;
}

/**
 * How far x lies from what was expected, 0 upwards, without the cancellation that this formula suffers near 0:
 *
 *     x ln(x / expected) + expected - x
 *
 * Source: C. Loader (2000), Fast and Accurate Computation of Binomial Probabilities, Lucent Technologies.
 */
export function deviance(x: number, { expected, excess }: Expectation): number {
  const ratio = excess / (x + expected);
  if (Math.abs(ratio) > 0.5) return excess - x * Math.log(expected / x);
  const square = ratio * ratio;
  let sum = excess * ratio;
  let power = 2 * x * ratio;
  for (let odd = 3; ; odd += 2) {
    power *= square;
    const next = sum - power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}
