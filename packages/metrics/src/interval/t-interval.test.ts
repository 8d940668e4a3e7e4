import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentTCdf } from '../distribution/student-t.ts';
import type { Moments } from '../moments.ts';
import { normalDraw, seeded } from '../random.fixture.ts';
import { tInterval } from './t-interval.ts';

const values = fc.array(fc.integer({ min: -10, max: 10 }), { minLength: 2, maxLength: 50 });
const varied = values.filter((list) => new Set(list).size > 1);
const confidence = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

function momentsOfList(list: readonly number[]): Moments {
  const add = (sum: number, value: number) => sum + value;
  return {
    n: list.length,
    sum: list.reduce(add, 0),
    sumOfSquares: list.map((value) => value ** 2).reduce(add, 0),
  };
}

function interval(list: readonly number[], level = 0.95) {
  const made = tInterval(momentsOfList(list), { confidence: level });
  if (made === null) throw new Error('These values scatter.');
  return made;
}

describe('tInterval', () => {
  // scipy.stats.t.interval(0.95, n - 1, mean, standard error of the mean).
  it.each([
    [[1, 2], -4.853102368087347, 7.853102368087347],
    [[1, 2, 3, 4, 5], 1.0367568385224428, 4.963243161477557],
    [[5, 5, 5, 4], 3.954388423679073, 5.545611576320927],
  ])('of %j is %d to %d', (list, low, high) => {
    expect(interval(list).low).toBeCloseTo(low, 9);
    expect(interval(list).high).toBeCloseTo(high, 9);
  });

  it('reaches as many standard errors from the mean as t has its confidence between', () => {
    fc.assert(
      fc.property(varied, confidence, (list, level) => {
        const n = list.length;
        const mean = list.reduce((sum, value) => sum + value, 0) / n;
        const squares = list.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const error = Math.sqrt(squares / (n - 1) / n);
        const { low, center, high } = interval(list, level);
        expect(center).toBeCloseTo(mean, 12);
        expect(studentTCdf((low - mean) / error, n - 1)).toBeCloseTo((1 - level) / 2, 9);
        expect(studentTCdf((high - mean) / error, n - 1)).toBeCloseTo((1 + level) / 2, 9);
      }),
    );
  });

  it('narrows as the same values come more often', () => {
    fc.assert(
      fc.property(varied, confidence, (list, level) => {
        const few = interval(list, level);
        const many = interval([...list, ...list], level);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });

  it('widens with the confidence', () => {
    fc.assert(
      fc.property(varied, confidence, confidence, (list, one, other) => {
        const less = interval(list, Math.min(one, other));
        const more = interval(list, Math.max(one, other));
        expect(more.high - more.low).toBeGreaterThanOrEqual((less.high - less.low) * (1 - 1e-11));
      }),
    );
  });

  it('moves and turns with the values', () => {
    fc.assert(
      fc.property(varied, fc.integer({ min: -100, max: 100 }), (list, by) => {
        const { low, high } = interval(list);
        const moved = interval(list.map((value) => by - value));
        expect(moved.low).toBeCloseTo(by - high, 7);
        expect(moved.high).toBeCloseTo(by - low, 7);
      }),
    );
  });

  it('holds the true mean of normal values as often as its confidence says', () => {
    const random = seeded(1908);
    const rounds = 20_000;
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const { low, high } = interval(Array.from({ length: 5 }, () => 3 + normalDraw(random)));
      if (low <= 3 && 3 <= high) held += 1;
    }
    // Four standard errors of the share of rounds.
    expect(Math.abs(held / rounds - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / rounds));
  });

  it.each([[[]], [[3]], [[3, 3, 3]], [[0.1, 0.1, 0.1]]])(
    'of %j is null, for nothing is known of their scatter',
    (list) => {
      expect(tInterval(momentsOfList(list))).toBeNull();
    },
  );

  it('refuses sums that no values have', () => {
    expect(() => tInterval({ n: 2, sum: 3, sumOfSquares: 1 })).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });

  it('refuses an impossible confidence, even of nothing', () => {
    expect(() => tInterval({ n: 0, sum: 0, sumOfSquares: 0 }, { confidence: 95 })).toThrow(
      expect.objectContaining({
        code: 'confidence_invalid',
        message: 'A confidence must lie between 0 and 1, such as 0.95, but it is 95.',
      }),
    );
  });
});
