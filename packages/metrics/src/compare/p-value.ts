import { normalCdf } from '../distribution/normal.ts';
import { studentTCdf } from '../distribution/student-t.ts';
import { MetricsError } from '../metrics-error.ts';

/** How far a difference is from 0, in standard errors, and how often chance alone takes it that far. */
export interface ZTest {
  /** Negative when the second of two, or the later of many, is lower. */
  readonly z: number;
  /** Two-sided, in 0..1. */
  readonly p: number;
}

/** How often chance alone gives a z at least this far from 0, to either side; in 0..1. */
export function twoSided(z: number): number {
  return 2 * normalCdf(-Math.abs(z));
}

/** The same of a t with `df` degrees of freedom. */
export function twoSidedT(t: number, df: number): number {
  return 2 * studentTCdf(-Math.abs(t), df);
}

/** The test of a difference that is 0 on average when there is none in truth, and then has this variance. */
export function zTest(difference: number, variance: number): ZTest {
  // Adding 0 turns -0 into 0.
  const z = variance > 0 ? difference / Math.sqrt(variance) + 0 : 0;
  return { z, p: twoSided(z) };
}

/** P-values with their places in the list, the smallest first. */
export function ranked(pValues: readonly number[]): { place: number; p: number }[] {
  const placed = Array.from(pValues, (p, place) => {
    if (!(p >= 0 && p <= 1))
      throw new MetricsError(
        'argument_invalid',
        `A p-value must lie in 0..1, but number ${place + 1} is ${p}.`,
      );
    // Adding 0 turns -0 into 0.
    return { place, p: p + 0 };
  });
  return placed.sort((a, b) => a.p - b.p);
}
