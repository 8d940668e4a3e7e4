import type { Estimate } from '../estimate.ts';
import { criticalT } from '../interval/t-interval.ts';
import type { ClusteredEstimate } from './cluster-robust.ts';
import { effectiveInterval } from './effective-interval.ts';

/** How much the answers of accounts resemble each other. */
export type DesignEffect = Pick<ClusteredEstimate, 'designEffect' | 'degreesOfFreedom' | 'clusters'>;

/**
 * The same estimate with an interval by a design effect that `clusterRobust` found: of the same answers, or of more that
 * hold them, where it is not known which of these belong to which account. Larger accounts have a larger design effect, so
 * that one is on the safe side.
 *
 * With a design effect of null there is no interval.
 *
 * @throws MetricsError `confidence_invalid`.
 * @example
 * const all = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 20]));
 * const known = { designEffect: 3, degreesOfFreedom: 9, clusters: 10 };
 * roundHalfAway(withDesignEffect(all, known).low, 6) < all.low; // true
 */
export function withDesignEffect(estimate: Estimate, known: DesignEffect): ClusteredEstimate {
  const { designEffect, degreesOfFreedom } = known;
  const { moments, confidence } = estimate;
  const told = { ...estimate, ...known };
  if (moments.n === 0) return told;
  if (designEffect === null || degreesOfFreedom === null) return { ...told, low: null, high: null };
  const critical = criticalT(confidence, degreesOfFreedom);
  return { ...told, ...effectiveInterval(estimate, { moments, designEffect, critical }) };
}
