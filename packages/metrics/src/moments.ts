import { countAt, type Histogram } from './histogram.ts';
import { MetricsError } from './metrics-error.ts';

/**
 * What answers count, added up: the sum and the sum of squares of their worth. The worth of an answer is its sign for a
 * net score (-1, 0, +1), its hit for a share (0, 1) and its value for a mean. Whatever compares, clusters or weighs
 * scores needs no more than these three numbers.
 */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/**
 * The moments of the answers in a histogram.
 *
 * @param worth - What one answer of a value counts.
 * @throws MetricsError `histogram_invalid` on impossible counts.
 * @example
 * const answers = histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 5]);
 * momentsOf(answers, (value) => value - 2); // { n: 7, sum: 3, sumOfSquares: 7 }
 */
export function momentsOf(of: Histogram, worth: (value: number) => number): Moments {
  let n = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (let index = 0; index < of.counts.length; index++) {
    const count = countAt(of, index);
    const each = worth(of.min + index);
    n += count;
    sum += count * each;
    sumOfSquares += count * each * each;
  }
  // Adding 0 turns -0 into 0.
  return { n, sum: sum + 0, sumOfSquares };
}

/**
 * The mean answer, in values of the scale; null when there is no answer.
 *
 * @throws MetricsError `histogram_invalid` on impossible counts.
 * @example
 * mean(histogram({ id: '1..3', min: 1, max: 3 }, [2, 0, 6])); // 2.5
 * mean(histogram({ id: '1..3', min: 1, max: 3 }, [0, 0, 0])); // null
 */
export function mean(of: Histogram): number | null {
  const { n, sum } = momentsOf(of, (value) => value);
  return n === 0 ? null : sum / n;
}

/**
 * The moments of the answers of both. Associative and commutative.
 *
 * @example
 * addMoments({ n: 2, sum: 1, sumOfSquares: 1 }, { n: 3, sum: -1, sumOfSquares: 3 }); // { n: 5, sum: 0, sumOfSquares: 4 }
 */
export function addMoments(a: Moments, b: Moments): Moments {
  return { n: a.n + b.n, sum: a.sum + b.sum + 0, sumOfSquares: a.sumOfSquares + b.sumOfSquares };
}

/**
 * The variance of one answer's worth around the mean, divided by n and not by n - 1; 0 when there is no answer.
 *
 *     sumOfSquares / n - (sum / n)^2
 *
 * @throws MetricsError `argument_invalid` when no answers can have these moments.
 * @example
 * variance({ n: 4, sum: 0, sumOfSquares: 2 }); // 0.5
 */
export function variance(of: Moments): number {
  checkMoments(of);
  const { n, sum, sumOfSquares } = of;
  if (n === 0) return 0;
  const square = sumOfSquares / n;
  const spread = square - (sum / n) ** 2;
  // Equal answers can leave a speck of rounding, of either sign.
  return spread > 4 * Number.EPSILON * square ? spread : 0;
}

/** Refuses sums that no answers can have: a mean square is never below the square of the mean. */
export function checkMoments(of: Moments): void {
  const { n, sum, sumOfSquares } = of;
  const fits = n > 0 ? sum ** 2 <= sumOfSquares * n * (1 + 1e-9) : sum === 0 && sumOfSquares === 0;
  if (!(n >= 0 && n < Number.POSITIVE_INFINITY && sumOfSquares < Number.POSITIVE_INFINITY && fits))
    throw new MetricsError(
      'argument_invalid',
      'Moments need a finite n from 0 up and a sum of squares that holds the sum (sum^2 <= n sumOfSquares), but there ' +
        `are n ${n}, sum ${sum} and sumOfSquares ${sumOfSquares}.`,
    );
}
