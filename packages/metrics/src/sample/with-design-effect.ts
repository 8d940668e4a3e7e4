import type { Estimate } from '../estimate.ts';
import { criticalT } from '../interval/t-interval.ts';
import type { ClusteredEstimate } from './cluster-robust.ts';
import { effectiveInterval } from './effective-interval.ts';

/** How much the answers of accounts resemble each other; without `clusters` where it is not known how many they are. */
export type DesignEffect = Pick<ClusteredEstimate, 'designEffect' | 'degreesOfFreedom'> &
  Partial<Pick<ClusteredEstimate, 'clusters'>>;

/**
 * The same estimate with an interval by a design effect that is known already: `clusterRobust` found it for the same
 * answers, or `borrowedEffect` for answers of which it is not known which account gave them.
 *
 * With a design effect of null there is no interval.
 *
 * @throws MetricsError `confidence_invalid`.
 * @example
 * const all = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 20]));
 * const known = { designEffect: 3, degreesOfFreedom: 9, clusters: 10 };
 * roundHalfAway(withDesignEffect(all, known).low, 6) < all.low; // true
 */
export function withDesignEffect(estimate: Estimate, known: DesignEffect): Estimate {
  const { designEffect, degreesOfFreedom, clusters } = known;
  const { moments, confidence } = estimate;
  // One by one: a whole estimate fits as well, and what else it holds is of other answers.
  const told = { ...estimate, designEffect, degreesOfFreedom, ...(clusters !== undefined && { clusters }) };
  if (moments.n === 0) return told;
  if (designEffect === null || degreesOfFreedom === null) return { ...told, low: null, high: null };
  const critical = criticalT(confidence, degreesOfFreedom);
  return { ...told, ...effectiveInterval(estimate, { moments, designEffect, critical }) };
}
