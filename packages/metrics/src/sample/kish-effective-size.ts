import { MetricsError } from '../metrics-error.ts';

/** `n` answers that all have the same weight. */
export interface Weighting {
  readonly weight: number;
  readonly n: number;
}

/**
 * Kish's effective size of a weighted sample, `(sum w)^2 / sum w^2` over all answers: as many equally weighted answers
 * would say about as much. It is n when all weights are equal, and less the more they differ; 0 when there is no answer.
 *
 * Source: L. Kish (1965), Survey Sampling, Wiley, section 11.7.
 *
 * @throws MetricsError `argument_invalid` when a weight or a number of answers is negative, NaN or infinite.
 * @example
 * kishEffectiveSize([{ weight: 1, n: 100 }]); // 100
 * roundHalfAway(kishEffectiveSize([{ weight: 1, n: 50 }, { weight: 3, n: 50 }]), 6); // 80
 * kishEffectiveSize([]); // 0
 */
export function kishEffectiveSize(weightings: readonly Weighting[]): number {
  let greatest = 0;
  for (const { weight, n } of weightings) {
    if (!(weight >= 0 && n >= 0 && weight < Number.POSITIVE_INFINITY && n < Number.POSITIVE_INFINITY))
      throw new MetricsError(
        'argument_invalid',
        `A weight and its number of answers must be finite and from 0 up, but they are ${weight} and ${n}.`,
      );
    if (n > 0) greatest = Math.max(greatest, weight);
  }
  if (greatest === 0) return 0;
  let sum = 0;
  let squares = 0;
  // Relative to the greatest, so that no square of a small weight is lost.
  for (const { weight, n } of weightings) {
    if (n === 0) continue;
    sum += n * (weight / greatest);
    squares += n * (weight / greatest) ** 2;
  }
  return sum ** 2 / squares;
}
