import { studentTQuantile } from '../distribution/student-t.ts';
import { type Moments, variance } from '../moments.ts';
import { checkConfidence, type Interval, type IntervalOptions } from './interval.ts';

/**
 * Student's t interval of a mean, in the unit of the moments:
 *
 *     mean -/+ t sd / sqrt(n),    sd^2 = (sumOfSquares - sum^2 / n) / (n - 1),    t with n - 1 degrees of freedom
 *
 * Null when the answers say nothing of how they scatter: fewer than two of them, or all equal.
 *
 * Source: Student (1908), The Probable Error of a Mean, Biometrika 6(1), 1-25.
 *
 * @throws MetricsError `confidence_invalid`; `argument_invalid` when no answers can have these moments.
 * @example
 * const interval = tInterval({ n: 107, sum: 400, sumOfSquares: 1702 });
 * roundHalfAway(interval.low, 6); // 3.47069
 * roundHalfAway(interval.high, 6); // 4.005946
 * tInterval({ n: 3, sum: 15, sumOfSquares: 75 }); // null
 */
export function tInterval(moments: Moments, { confidence = 0.95 }: IntervalOptions = {}): Interval | null {
  checkConfidence(confidence);
  const { n, sum } = moments;
  const spread = variance(moments);
  if (n < 2 || spread === 0) return null;
  const center = sum / n;
  const half = criticalT(confidence, n - 1) * Math.sqrt(spread / (n - 1));
  return { low: center - half, high: center + half, center };
}

/** The t of a two-sided interval with `df` degrees of freedom, 2.23 for a confidence of 0.95 and 10 of them. */
export function criticalT(confidence: number, df: number): number {
  checkConfidence(confidence);
  let ofConfidence = found.get(confidence);
  if (!ofConfidence || ofConfidence.size >= mostKept) {
    if (found.size >= mostKept) found.clear();
    ofConfidence = new Map();
    found.set(confidence, ofConfidence);
  }
  let t = ofConfidence.get(df);
  if (t === undefined) {
    t = Math.abs(studentTQuantile((1 - confidence) / 2, df));
    ofConfidence.set(df, t);
  }
  return t;
}

/** A table asks for the same few again and again, and each takes longer to find than the rest of an interval. */
const found = new Map<number, Map<number, number>>();
const mostKept = 1_000;
