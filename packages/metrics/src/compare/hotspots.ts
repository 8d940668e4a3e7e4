import { MetricsError } from '../metrics-error.ts';
import { addMoments, checkMoments, type Moments } from '../moments.ts';
import { type EffectiveEstimate, effectiveMoments } from '../sample/effective-moments.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { zTest } from './p-value.ts';
import { permutationVariance } from './pooled-test.ts';

/** The answers of one plan, country, touchpoint, …; no answer is in two segments. */
export interface Segment extends EffectiveEstimate {
  readonly id: string;
}

export interface HotspotsOptions {
  /**
   * The share of false ones that is put up with among the segments whose `adjusted` is not above it; between 0 and 1,
   * 0.05 by default.
   */
  readonly q?: number;
  /** A segment with fewer answers gets no flag, 30 by default. */
  readonly minN?: number;
  /**
   * A segment with a smaller effect, to either side, gets no flag; in the unit of the score. 10 by default, and needed
   * where `points` is not 100.
   */
  readonly minEffect?: number;
  /** The score of an answer that counts 1: 100 for net scores and shares, by default, and 1 for means. */
  readonly points?: number;
  /** False where effort is measured: then a score above the rest is worse. True by default. */
  readonly higherIsBetter?: boolean;
}

/** A segment against all others. Scores and effect are in the unit of the score, points for net scores and shares. */
export interface Hotspot {
  readonly id: string;
  readonly n: number;
  /** Null without answers, like `effect`, `z`, `p` and `adjusted`. */
  readonly score: number | null;
  /** The score of all others together; null when they have no answers, like `effect`, `z`, `p` and `adjusted`. */
  readonly rest: number | null;
  /** `score - rest`. */
  readonly effect: number | null;
  readonly z: number | null;
  readonly p: number | null;
  /** The p-value adjusted for looking at all segments, to be held against q. */
  readonly adjusted: number | null;
  /** Worse than the rest, better than the rest, or not clearly either. */
  readonly flag: 'hot' | 'bright' | 'none';
}

/**
 * Which segments are worse or better than all others together, in the order given.
 *
 * Each segment is tested against the rest (`pooledTest`), and the p-values are adjusted for their number
 * (`benjaminiHochberg`). The family is every segment that has answers and a rest with answers, so give all that are
 * shown: leaving out the dull ones makes the others look surer than they are. A flag needs all three: `adjusted <= q`,
 * `n >= minN` and `|effect| >= minEffect`. That q of the segments are false discoveries on average is so before the last
 * two: they can take true ones away and leave false ones.
 *
 * Answers of accounts resemble each other: give a segment the `designEffect` of its estimate (`clusterRobust`), or it is
 * taken for as many independent answers. One that is null is in no family and gets no flag.
 *
 * @throws MetricsError `argument_invalid` on moments that no answers can have, when q is not between 0 and 1, when minN
 * or minEffect is negative, and when points is not positive and finite.
 * @example
 * const segment = (id, counts) => ({ id, moments: netMoments(counts) });
 * const free = segment('free', { detractors: 70, passives: 70, promoters: 60 });
 * const paid = segment('paid', { detractors: 45, passives: 45, promoters: 110 });
 * const trial = segment('trial', { detractors: 2, passives: 1, promoters: 6 });
 * hotspots([free, paid, trial]).map(({ flag }) => flag); // ['hot', 'bright', 'none']
 * hotspots([free, paid, trial])[2].effect; // 30.694444444444443
 * roundHalfAway(hotspots([free, paid, trial])[2].adjusted, 6); // 0.27547
 */
export function hotspots(
  segments: readonly Segment[],
  {
    q = 0.05,
    minN = 30,
    points = 100,
    minEffect = points === 100 ? 10 : Number.NaN,
    higherIsBetter = true,
  }: HotspotsOptions = {},
): Hotspot[] {
  checkOptions({ q, minN, minEffect, points });
  const given = segments.map((segment) => ({ ...segment, effective: checked(segment) }));
  let all = none;
  let effective = none;
  for (const each of given) {
    all = addMoments(all, each.moments);
    effective = addMoments(effective, each.effective ?? none);
  }
  const compared = given.map((segment) => compare(segment, { all, effective, points }));
  const family = benjaminiHochberg(compared.flatMap(({ p }) => p ?? []));
  let place = 0;
  return compared.map((row) => {
    if (row.p === null) return { ...row, adjusted: null, flag: 'none' };
    const adjusted = family[place++] ?? 1;
    const isClear = adjusted <= q && row.n >= minN && Math.abs(row.effect) >= minEffect;
    const isBetter = row.effect > 0 === higherIsBetter;
    return { ...row, adjusted, flag: isClear ? (isBetter ? 'bright' : 'hot') : 'none' };
  });
}

type Compared = Pick<Hotspot, 'id' | 'n' | 'score' | 'rest'> &
  ({ effect: number; z: number; p: number } | { effect: null; z: null; p: null });

const none: Moments = { n: 0, sum: 0, sumOfSquares: 0 };

interface Given extends Segment {
  /** Null when nothing tells how many answers these are worth. */
  readonly effective: Moments | null;
}

function compare(
  { id, moments: { n, sum }, effective: own }: Given,
  { all, effective, points }: { all: Moments; effective: Moments; points: number },
): Compared {
  const restN = all.n - n;
  const restSum = all.sum - sum;
  // Adding 0 turns -0 into 0.
  const score = n > 0 ? (points * sum) / n + 0 : null;
  const rest = restN > 0 ? (points * restSum) / restN + 0 : null;
  // A rest of which nothing tells what its answers are worth is no rest to test against.
  if (score === null || rest === null || own === null || effective.n <= own.n)
    return { id, n, score, rest, effect: null, z: null, p: null };
  // Divided once, so that an effect of exactly minEffect is not a speck of rounding short of it.
  const effect = (points * (sum * restN - restSum * n)) / (n * restN) + 0;
  return { id, n, score, rest, effect, ...zTest(effect / points, permutationVariance(effective, own.n)) };
}

function checked(segment: Segment): Moments | null {
  checkMoments(segment.moments);
  return effectiveMoments(segment);
}

function checkOptions({
  q,
  minN,
  minEffect,
  points,
}: Required<Omit<HotspotsOptions, 'higherIsBetter'>>): void {
  if (!(q > 0 && q < 1 && minN >= 0 && minEffect >= 0 && points > 0 && points < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      'Hot spots need q between 0 and 1, minN and minEffect from 0 up (minEffect without a default where points is ' +
        'not 100) and finite points above 0, but q is ' +
        `${q}, minN ${minN}, minEffect ${minEffect} and points ${points}.`,
    );
}
