import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { momentsOf } from '../moments.ts';
import { nps } from '../score/nps.ts';
import { borrowedEffect, coveringOf } from './borrowed-effect.ts';
import { clusterRobust } from './cluster-robust.ts';
import { withDesignEffect } from './with-design-effect.ts';

const scale = { id: '0..10', min: 0, max: 10 };
/** Six of ten accounts of 40 are against, four for it, and each is of one mind. */
const minds = Array.from({ length: 10 }, (_, at) => ({ n: 40, sum: at < 6 ? -40 : 40, sumOfSquares: 40 }));
const large = nps(histogram(scale, [240, 0, 0, 0, 0, 0, 0, 0, 0, 0, 160]));
const covering = { n: 400, designEffect: 20, degreesOfFreedom: 9 };

describe('coveringOf', () => {
  it('looks at the answers of accounts alone, whatever the estimate', () => {
    const { designEffect, degreesOfFreedom } = clusterRobust(large, minds);
    const other = nps(histogram(scale, [0, 0, 0, 0, 0, 0, 0, 3000, 0, 0, 10]));
    expect(coveringOf(other, minds)).toStrictEqual({ n: 400, designEffect, degreesOfFreedom });
    expect(designEffect).toBeGreaterThan(40);
  });

  it('says nothing of how accounts differ where there is one, and refuses none', () => {
    const [one = momentsOf(histogram(scale, []), () => 0)] = minds;
    expect(coveringOf(large, [one])).toStrictEqual({ n: 40, designEffect: null, degreesOfFreedom: null });
    for (const accounts of [[], [{ n: 0, sum: 0, sumOfSquares: 0 }]])
      expect(() => coveringOf(large, accounts)).toThrow(
        expect.objectContaining({ code: 'argument_invalid' }),
      );
  });
});

describe('borrowedEffect', () => {
  it('is that of the accounts as long as all answers may be theirs', () => {
    expect(borrowedEffect(covering, 400)).toStrictEqual({ designEffect: 20, degreesOfFreedom: 9 });
    expect(borrowedEffect(covering, 200)).toStrictEqual({ designEffect: 20, degreesOfFreedom: 9 });
    expect(borrowedEffect(covering, 100)).toStrictEqual({ designEffect: 20, degreesOfFreedom: 4 });
  });

  it('never has answers count as less than one, nor leaves less than one degree of freedom', () => {
    expect(borrowedEffect(covering, 30)).toStrictEqual({ designEffect: 20, degreesOfFreedom: 1 });
    expect(borrowedEffect(covering, 5)).toStrictEqual({ designEffect: 5, degreesOfFreedom: 1 });
  });

  it('takes for independent what cannot be of accounts', () => {
    // 400 answers with an effect of 20, and 3,600 others.
    const { designEffect, degreesOfFreedom } = borrowedEffect(covering, 4000);
    expect(designEffect).toBeCloseTo((400 * 20 + 3600) / 4000, 12);
    expect(degreesOfFreedom).toBeCloseTo(11600 ** 2 / (8000 ** 2 / 9 + 3600), 9);
  });

  it('lets the only account count as one answer, and nothing tell where all may be its', () => {
    const one = { n: 50, designEffect: null, degreesOfFreedom: null };
    expect(borrowedEffect(one, 50)).toStrictEqual({ designEffect: null, degreesOfFreedom: null });
    const { designEffect, degreesOfFreedom } = borrowedEffect(one, 500);
    expect(designEffect).toBeCloseTo((50 ** 2 + 450) / 500, 12);
    expect(degreesOfFreedom).toBeCloseTo(500 / (2950 / 500) - 1, 9);
    expect(borrowedEffect(one, 51).degreesOfFreedom).toBe(1);
  });

  it('is finite, from 1 up and not above n', () => {
    const any = fc.record({
      n: fc.integer({ min: 1, max: 1e6 }),
      designEffect: fc.double({ min: 1, max: 1e4, noNaN: true }),
      degreesOfFreedom: fc.double({ min: 1, max: 1e4, noNaN: true }),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 1e7 }), (of, n) => {
        const { designEffect, degreesOfFreedom } = borrowedEffect(of, n);
        expect(designEffect).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(designEffect).toBeLessThanOrEqual(n * (1 + 1e-12));
        expect(degreesOfFreedom).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(degreesOfFreedom).toBeLessThan(Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('is the interval of the accounts themselves when nobody else is covered', () => {
    const borrowed = withDesignEffect(large, borrowedEffect({ ...coveringOf(large, minds) }, 400));
    expect(borrowed.designEffect).toBe(clusterRobust(large, minds).designEffect);
    expect(borrowed).not.toHaveProperty('clusters');
    expect(borrowed.low).toBeLessThan(-70);
    expect(borrowed.high).toBeGreaterThan(40);
  });

  it.each([0, -1, Number.NaN])('refuses a row of %d answers', (n) => {
    expect(() => borrowedEffect(covering, n)).toThrow(expect.objectContaining({ code: 'argument_invalid' }));
  });
});
