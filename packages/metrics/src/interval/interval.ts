import { upperQuantile } from '../distribution/normal.ts';
import { MetricsError } from '../metrics-error.ts';

/** The ends of a confidence interval. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** A confidence interval and the point that it was built around. */
export interface Interval extends Bounds {
  /** For a share and for a net score it is drawn towards the middle of the range; the score that is shown stays raw. */
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
  return upperQuantile((1 - confidence) / 2);
}
