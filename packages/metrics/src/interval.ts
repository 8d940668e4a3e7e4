import { MetricsError } from './metrics-error.ts';
import { normalQuantile } from './normal.ts';

/** A confidence interval, in proportions, and the point that it was built around. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The estimate drawn towards the middle of its range; the score that is shown stays the raw one. */
  readonly center: number;
}

export interface IntervalOptions {
  /** How often intervals made this way hold the true value; between 0 and 1, 0.95 by default. */
  readonly confidence?: number;
}

/** Refuses a confidence that no interval has. */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1))
    throw new MetricsError(
      'confidence_invalid',
      `A confidence must lie between 0 and 1, such as 0.95, but it is ${confidence}.`,
    );
}

/** The z of a two-sided interval, 1.96 for a confidence of 0.95. */
export function criticalValue(confidence: number): number {
  checkConfidence(confidence);
  // The lower tail keeps the digits that (1 + confidence) / 2 would lose near 1.
  return Math.abs(normalQuantile((1 - confidence) / 2));
}
