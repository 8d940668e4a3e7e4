import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { csat } from '../score/csat.ts';
import { nps } from '../score/nps.ts';
import { clusterRobust } from './cluster-robust.ts';
import { withDesignEffect } from './with-design-effect.ts';

const all = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 20]));
const accounts = [
  { n: 10, sum: 10, sumOfSquares: 10 },
  { n: 10, sum: 4, sumOfSquares: 10 },
  { n: 10, sum: -4, sumOfSquares: 10 },
];

describe('withDesignEffect', () => {
  it('is what clusterRobust makes of the same answers', () => {
    const robust = clusterRobust(all, accounts);
    expect(withDesignEffect(all, robust)).toStrictEqual(robust);
  });

  it('widens the interval of fewer answers, and leaves their score', () => {
    const few = csat(histogram({ id: '1..5', min: 1, max: 5 }, [1, 1, 2, 6, 10]));
    const widened = withDesignEffect(few, { designEffect: 2, degreesOfFreedom: 12, clusters: 15 });
    expect(widened).toMatchObject({ score: 80, n: 20, designEffect: 2, clusters: 15 });
    expect(widened.low).toBeLessThan(few.low ?? 0);
    expect(widened.high).toBeGreaterThan(few.high ?? 100);
  });

  it('takes nothing but the effect from an estimate of other answers', () => {
    const few = nps(histogram({ id: '0..10', min: 0, max: 10 }, [0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 2]));
    const robust = clusterRobust(all, accounts);
    expect(withDesignEffect(few, robust)).toMatchObject({ n: 8, score: -50, moments: few.moments });
  });

  it('leaves out clusters where nobody counted them', () => {
    const known = { designEffect: 2, degreesOfFreedom: 12 };
    expect(withDesignEffect(all, known)).not.toHaveProperty('clusters');
  });

  it('has no interval when nothing tells how accounts differ, and none without answers', () => {
    const one = { designEffect: null, degreesOfFreedom: null, clusters: 1 };
    expect(withDesignEffect(all, one)).toMatchObject({
      score: all.score,
      low: null,
      high: null,
      clusters: 1,
    });
    const none = csat(histogram({ id: '1..3', min: 1, max: 3 }, [0, 0, 0]));
    const known = { designEffect: 2, degreesOfFreedom: 3, clusters: 4 };
    expect(withDesignEffect(none, known)).toMatchObject({ score: null, low: null, high: null });
  });
});
