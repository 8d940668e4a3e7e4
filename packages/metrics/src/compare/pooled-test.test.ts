import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoments } from '../moments.ts';
import { momentsOfList, none, times, worths } from './moments.fixture.ts';
import { permutationVariance, pooledTest } from './pooled-test.ts';

/** The difference of the means for every way to deal `n` of the worths to the second side. */
function everyDeal(list: readonly number[], n: number): number[] {
  const differences: number[] = [];
  for (let deal = 0; deal < 2 ** list.length; deal++) {
    const second = list.filter((_, index) => (deal >> index) & 1);
    const first = list.filter((_, index) => !((deal >> index) & 1));
    if (second.length === n) differences.push(meanOf(second) - meanOf(first));
  }
  return differences;
}

function meanOf(list: readonly number[]): number {
  return list.reduce((sum, worth) => sum + worth, 0) / list.length;
}

describe('permutationVariance', () => {
  it('is the variance over every deal of the answers to two sides', () => {
    const few = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(few, fc.nat(), (list, part) => {
        const n = 1 + (part % (list.length - 1));
        const differences = everyDeal(list, n);
        expect(meanOf(differences)).toBeCloseTo(0, 10);
        expect(permutationVariance(momentsOfList(list), n)).toBeCloseTo(
          meanOf(differences.map((difference) => difference ** 2)),
          10,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('pooledTest', () => {
  it('measures the difference of the means, second minus first, in standard errors of a deal', () => {
    fc.assert(
      fc.property(worths, worths, (first, second) => {
        const [a, b] = [momentsOfList(first), momentsOfList(second)];
        const test = pooledTest(a, b);
        const error = Math.sqrt(permutationVariance(addMoments(a, b), a.n));
        expect((test?.z ?? Number.NaN) * error).toBeCloseTo(
          error > 0 ? meanOf(second) - meanOf(first) : 0,
          10,
        );
        expect(test?.z).not.toBe(-0);
        expect(test?.p).toBeGreaterThanOrEqual(0);
        expect(test?.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('turns its sign with the sides, and keeps its p', () => {
    fc.assert(
      fc.property(worths, worths, (first, second) => {
        const one = pooledTest(momentsOfList(first), momentsOfList(second));
        const other = pooledTest(momentsOfList(second), momentsOfList(first));
        expect((one?.z ?? 1) + (other?.z ?? 1)).toBeCloseTo(0, 10);
        expect(one?.p).toBeCloseTo(other?.p ?? 2, 10);
      }),
    );
  });

  it('does not depend on the unit of the answers', () => {
    fc.assert(
      fc.property(worths, worths, (first, second) => {
        const inOther = (list: readonly number[]) => momentsOfList(list.map((worth) => 3 + worth / 4));
        expect(pooledTest(inOther(first), inOther(second))?.z).toBeCloseTo(
          pooledTest(momentsOfList(first), momentsOfList(second))?.z ?? Number.NaN,
          8,
        );
      }),
    );
  });

  it('moves away from chance as the same answers come more often', () => {
    fc.assert(
      fc.property(worths, worths, fc.integer({ min: 2, max: 50 }), (first, second, factor) => {
        const [a, b] = [momentsOfList(first), momentsOfList(second)];
        const few = pooledTest(a, b)?.p ?? Number.NaN;
        expect(pooledTest(times(a, factor), times(b, factor))?.p).toBeLessThanOrEqual(few);
      }),
    );
  });

  it('is null when a side has no answers', () => {
    const some = momentsOfList([1, 0, -1]);
    expect(pooledTest(none, some)).toBeNull();
    expect(pooledTest(some, none)).toBeNull();
    expect(pooledTest(none, none)).toBeNull();
  });

  it('sees nothing but chance in equal answers, and in fractions of one answer', () => {
    expect(pooledTest(momentsOfList([1, 1]), momentsOfList([1, 1, 1]))).toStrictEqual({ z: 0, p: 1 });
    for (const share of [0.5, 0.3])
      expect(pooledTest(times(momentsOfList([1]), share), times(momentsOfList([-1]), share))).toStrictEqual({
        z: 0,
        p: 1,
      });
  });

  it('refuses impossible moments on either side', () => {
    const some = momentsOfList([1, 0, -1]);
    const impossible = { n: 2, sum: 3, sumOfSquares: 3 };
    const refusal = expect.objectContaining({
      code: 'argument_invalid',
      message: expect.stringContaining('sum 3'),
    });
    expect(() => pooledTest(impossible, some)).toThrow(refusal);
    expect(() => pooledTest(some, impossible)).toThrow(refusal);
  });
});
