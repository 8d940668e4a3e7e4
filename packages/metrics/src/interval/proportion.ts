import { MetricsError } from '../metrics-error.ts';

/** `hits` of `n` answers. Fractions are allowed, for weighted samples and design effects. */
export interface ProportionCounts {
  readonly hits: number;
  readonly n: number;
}

/** Refuses counts that no proportion has. */
export function checkProportion({ hits, n }: ProportionCounts): void {
  if (!(hits >= 0 && hits <= n && n < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `A proportion needs 0 to n hits of n answers, but it has ${hits} of ${n}.`,
    );
}
