import { type Estimate, unitOf } from '../estimate.ts';
import { MetricsError } from '../metrics-error.ts';
import { addMoments, checkMoments, type Moments } from '../moments.ts';
import { effectiveMoments } from '../sample/effective-moments.ts';
import { effortScale } from '../score/effort.ts';
import { checkAlike } from './alike.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { twoSidedT, zTest } from './p-value.ts';
import { permutationVariance } from './pooled-test.ts';

/** The answers of one plan, country, touchpoint, …; no answer is in two segments. */
export interface Segment {
  readonly id: string;
  readonly estimate: Estimate;
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
   * A segment with a smaller effect, to either side, gets no flag; in the unit of the score. 10 points by default of net
   * scores and shares, and a tenth of the scale's width of means.
   */
  readonly minEffect?: number;
}

/** A segment against all others. Scores and effect are in the unit of the score, points for net scores and shares. */
export interface Hotspot {
  readonly id: string;
  readonly n: number;
  /** Null without answers, like `effect`, `z`, `p` and `adjusted`. */
  readonly score: number | null;
  /** The interval of the estimate; a segment without a flag is not a segment without a problem. */
  readonly low: number | null;
  readonly high: number | null;
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
 * Answers of accounts resemble each other: give estimates of `clusterRobust`, or the answers are taken for independent.
 * Where estimates have `degreesOfFreedom`, Student's t takes the place of the normal distribution, as for `difference`:
 * with few accounts it is not well known how much they differ. A segment whose design effect is null is in no family and
 * gets no flag, and in the rest it counts as one answer. Where effort is measured (CES 1.0), a score above
 * the rest is worse.
 *
 * @throws MetricsError `scale_mixed` when the estimates are of different metrics, scales or methods; `argument_invalid`
 * on moments that no answers can have, when q is not between 0 and 1, and when minN or minEffect is negative.
 * @example
 * const scale = { id: '0..1', min: 0, max: 1 };
 * const free = { id: 'free', estimate: thumbs(histogram(scale, [90, 110])) };
 * const paid = { id: 'paid', estimate: thumbs(histogram(scale, [40, 160])) };
 * const trial = { id: 'trial', estimate: thumbs(histogram(scale, [2, 7])) };
 * hotspots([free, paid, trial]).map(({ flag }) => flag); // ['hot', 'bright', 'none']
 * hotspots([free, paid])[0].effect; // -25
 * roundHalfAway(hotspots([free, paid, trial])[2].adjusted, 6); // 0.514783
 */
export function hotspots(
  segments: readonly Segment[],
  { q = 0.05, minN = 30, minEffect = leastEffect(segments[0]) }: HotspotsOptions = {},
): Hotspot[] {
  checkOptions({ q, minN, minEffect });
  for (const { estimate } of segments) {
    checkAlike(segments[0]?.estimate ?? estimate, estimate);
    checkMoments(estimate.moments);
  }
  const given = segments.map(({ id, estimate }) => ({ id, estimate, weight: weightOf(estimate) }));
  let all = nothing;
  for (const { estimate, weight } of given) all = add(all, { moments: estimate.moments, weight });
  const compared = given.map((segment) => compare(segment, all));
  const higherIsBetter = segments[0]?.estimate.scale !== effortScale;
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

type Compared = Pick<Hotspot, 'id' | 'n' | 'score' | 'low' | 'high' | 'rest'> &
  ({ effect: number; z: number; p: number } | { effect: null; z: null; p: null });

/** What the answers of segments are worth. */
interface Weight {
  /** Answers times their design effect, added up. */
  readonly sum: number;
  /** The square of that for each segment, over its degrees of freedom: how little is known of it. */
  readonly uncertain: number;
  /** Segments with answers of which something tells what these are worth. */
  readonly known: number;
}

interface Weighed {
  readonly moments: Moments;
  readonly weight: Weight;
}

const nothing: Weighed = {
  moments: { n: 0, sum: 0, sumOfSquares: 0 },
  weight: { sum: 0, uncertain: 0, known: 0 },
};

function weightOf(estimate: Estimate): Weight {
  const { moments, degreesOfFreedom: df } = estimate;
  const { n } = moments;
  if (n === 0) return nothing.weight;
  const effective = effectiveMoments(estimate);
  // Nothing tells, so they count as one answer, with a single degree of freedom.
  if (!effective) return { sum: n ** 2, uncertain: n ** 4, known: 0 };
  const sum = n * (n / effective.n);
  const uncertain = df === undefined || df === null ? 0 : sum ** 2 / df;
  return { sum, uncertain, known: 1 };
}

function add(a: Weighed, b: Weighed): Weighed {
  return {
    moments: addMoments(a.moments, b.moments),
    weight: {
      sum: a.weight.sum + b.weight.sum,
      uncertain: a.weight.uncertain + b.weight.uncertain,
      known: a.weight.known + b.weight.known,
    },
  };
}

function compare({ id, estimate, weight }: Segment & { weight: Weight }, all: Weighed): Compared {
  const { n, sum, sumOfSquares } = estimate.moments;
  const unit = unitOf(estimate.method);
  const restN = all.moments.n - n;
  const restSum = all.moments.sum - sum;
  // Adding 0 turns -0 into 0.
  const score = n > 0 ? (unit * sum) / n + 0 : null;
  const rest = restN > 0 ? (unit * restSum) / restN + 0 : null;
  const told = { id, n, score, low: estimate.low, high: estimate.high, rest };
  // A rest of which nothing tells what its answers are worth is no rest to test against.
  if (score === null || rest === null || weight.known === 0 || all.weight.known === 1)
    return { ...told, effect: null, z: null, p: null };
  // Divided once, so that an effect of exactly minEffect is not a speck of rounding short of it.
  const effect = (unit * (sum * restN - restSum * n)) / (n * restN) + 0;
  const own = worthOf({ n, sum, sumOfSquares }, weight);
  const others = worthOf(
    { n: restN, sum: restSum, sumOfSquares: all.moments.sumOfSquares - sumOfSquares },
    { sum: all.weight.sum - weight.sum, uncertain: Math.max(0, all.weight.uncertain - weight.uncertain) },
  );
  const { z, p } = zTest(
    effect / unit,
    permutationVariance(addMoments(own.moments, others.moments), own.moments.n),
  );
  const uncertain = own.uncertain + others.uncertain;
  // By Satterthwaite, as for `difference`.
  const df = (1 / own.moments.n + 1 / others.moments.n) ** 2 / uncertain;
  return { ...told, effect, z, p: uncertain === 0 ? p : twoSidedT(z, df) };
}

/** As many independent answers as these are worth: their mean has the same error. */
function worthOf(
  { n, sum, sumOfSquares }: Moments,
  weight: Pick<Weight, 'sum' | 'uncertain'>,
): { moments: Moments; uncertain: number } {
  const each = n / weight.sum;
  const moments = { n: n * each, sum: sum * each, sumOfSquares: sumOfSquares * each };
  return { moments, uncertain: weight.uncertain / n ** 4 };
}

/** 10 points of a hundred, or a tenth of the width of a scale. */
function leastEffect(segment: Segment | undefined): number {
  if (segment?.estimate.method !== 't') return 10;
  return (segment.estimate.histogram.counts.length - 1) / 10;
}

function checkOptions({ q, minN, minEffect }: Required<HotspotsOptions>): void {
  if (!(q > 0 && q < 1 && minN >= 0 && minEffect >= 0))
    throw new MetricsError(
      'argument_invalid',
      `Hot spots need q between 0 and 1, and minN and minEffect from 0 up, but q is ${q}, minN ${minN} and minEffect ${minEffect}.`,
    );
}
