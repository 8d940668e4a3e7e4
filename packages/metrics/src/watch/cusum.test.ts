import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cusum } from './cusum.ts';

// Multiples of 1/8 are added exactly.
const number = fc.integer({ min: -80, max: 80 }).map((eighths) => eighths / 8);
const values = fc.array(number, { minLength: 1, maxLength: 40 });
const holed = fc.array(fc.option(number), { minLength: 1, maxLength: 40 });

describe('cusum', () => {
  it('is the largest sum of excesses that ends in the period', () => {
    fc.assert(
      fc.property(values, number, (of, target) => {
        const { high, low } = cusum(of, { target, k: 0.25 });
        for (const end of of.keys()) {
          const runs = (sign: number) =>
            of
              .slice(0, end + 1)
              .map((_, start) =>
                of.slice(start, end + 1).reduce((sum, value) => sum + sign * (value - target) - 0.25, 0),
              );
          expect(high[end]).toBe(Math.max(0, ...runs(1)));
          expect(low[end]).toBe(Math.max(0, ...runs(-1)));
        }
      }),
    );
  });

  it('turns with the values', () => {
    fc.assert(
      fc.property(holed, number, (of, target) => {
        const watched = cusum(of, { target });
        const turned = cusum(
          of.map((value) => value && -value),
          { target: -target },
        );
        expect(turned.high).toStrictEqual(watched.low);
        expect(turned.low).toStrictEqual(watched.high);
        expect(turned.signals).toStrictEqual(
          watched.signals.map((signal) => ({ ...signal, side: signal.side === 'up' ? 'down' : 'up' })),
        );
      }),
    );
  });

  it('counts in sigmas, whatever the unit', () => {
    fc.assert(
      fc.property(values, (of) => {
        const points = cusum(
          of.map((value) => 64 * value),
          { target: 32, sigma: 64 },
        );
        expect(points).toStrictEqual(cusum(of, { target: 0.5, sigma: 1 }));
      }),
    );
  });

  it('takes a sigma per value, so that few answers weigh less', () => {
    expect(cusum([10, 10, null], { target: 0, sigma: [5, 2, null] }).high).toStrictEqual([1.5, 6, 6]);
  });

  it('holds in periods without answers', () => {
    fc.assert(
      fc.property(holed, number, (of, target) => {
        const { high, low } = cusum(of, { target });
        const answered = cusum(
          of.filter((value) => value !== null),
          { target },
        );
        const present = (sums: readonly number[]) => sums.filter((_, index) => of[index] !== null);
        expect(present(high)).toStrictEqual(answered.high);
        expect(present(low)).toStrictEqual(answered.low);
        for (const [index, value] of of.entries())
          if (value === null) expect(high[index]).toBe(high[index - 1] ?? 0);
      }),
    );
  });

  it('is from a reset on what it would be without a past', () => {
    fc.assert(
      fc.property(holed, fc.nat(), number, (of, place, target) => {
        const reset = place % of.length;
        const whole = cusum(of, { target, resets: [reset] });
        const { high, signals } = cusum(of.slice(reset), { target });
        expect(whole.high.slice(reset)).toStrictEqual(high);
        expect(whole.signals.filter(({ index }) => index >= reset)).toStrictEqual(
          signals.map((signal) => ({
            ...signal,
            index: signal.index + reset,
            since: signal.since + reset,
          })),
        );
      }),
    );
  });

  it('holds a new level from an acknowledged change on', () => {
    const { high, low, signals } = cusum([0, 4, 4, 4, 4], { target: [0, 0, 0, 4, 4], resets: [3] });
    expect(high).toStrictEqual([0, 3.5, 7, 0, 0]);
    expect(low).toStrictEqual([0, 0, 0, 0, 0]);
    expect(signals).toStrictEqual([{ index: 2, side: 'up', since: 1 }]);
  });

  it('signals once for every run above 0 that exceeds h, and goes on adding', () => {
    const { high, signals } = cusum([0, 4, 4, -2, 2, -9, 6], { target: 0 });
    expect(high).toStrictEqual([0, 3.5, 7, 4.5, 6, 0, 5.5]);
    expect(signals.filter(({ side }) => side === 'up')).toStrictEqual([
      { index: 2, side: 'up', since: 1 },
      { index: 6, side: 'up', since: 6 },
    ]);
  });

  it('lists falls and rises in the order of their indices', () => {
    expect(cusum([-6, 9, -9], { target: 0 }).signals).toStrictEqual([
      { index: 0, side: 'down', since: 0 },
      { index: 1, side: 'up', since: 1 },
      { index: 2, side: 'down', since: 2 },
    ]);
  });

  it('takes what rounding leaves of a sum for 0', () => {
    // 0.3 - 0.1 - 0.1 - 0.1 leaves 2.8e-17.
    const { signals } = cusum([0.3, -0.1, -0.1, -0.1, 7], { target: 0, k: 0 });
    expect(signals).toStrictEqual([{ index: 4, side: 'up', since: 4 }]);
  });

  it('signals above h and not at it', () => {
    expect(cusum([5.5], { target: 0 }).signals).toStrictEqual([]);
  });

  it('of no value has nothing to say', () => {
    expect(cusum([], { target: 0 })).toStrictEqual({ high: [], low: [], signals: [] });
  });

  it('uses a k of 0.5, an h of 5 and a sigma of 1 unless told otherwise', () => {
    const of = [1, 3, null, 4, -2];
    expect(cusum(of, { target: 0 })).toStrictEqual(cusum(of, { target: 0, sigma: 1, k: 0.5, h: 5 }));
  });

  it.each([
    [{ k: -0.1 }, 'k is -0.1 and h is 5.'],
    [{ k: Number.POSITIVE_INFINITY }, 'k is Infinity and h is 5.'],
    [{ h: 0 }, 'k is 0.5 and h is 0.'],
    [{ h: Number.NaN }, 'k is 0.5 and h is NaN.'],
  ])('refuses %o', (options, words) => {
    expect(() => cusum([1], { target: 0, ...options })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A CUSUM needs a finite k from 0 up and a finite h above 0, but ${words}`,
      }),
    );
  });

  it.each([
    [[1, Number.NaN], { target: 0 }, 'value 1 is NaN with sigma 1.'],
    [[Number.POSITIVE_INFINITY], { target: 0 }, 'value 0 is Infinity with sigma 1.'],
    [[1], { target: 0, sigma: 0 }, 'value 0 is 1 with sigma 0.'],
    [[1], { target: 0, sigma: -1 }, 'value 0 is 1 with sigma -1.'],
    [[null, 1], { target: 0, sigma: [1, null] }, 'value 1 is 1 with sigma null.'],
    [[1, 2], { target: 0, sigma: [1] }, 'value 1 is 2 with sigma undefined.'],
    // A hole at 1.
    [Object.assign([1], { 2: 2 }), { target: 0 }, 'value 1 is undefined with sigma 1.'],
  ])('refuses %j with %o', (of, options, words) => {
    expect(() => cusum(of, options)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A value must be null, or finite with a sigma above 0, but ${words}`,
      }),
    );
  });

  it.each([
    [Number.NaN, 'that of value 0 is NaN.'],
    [[1], 'that of value 1 is undefined.'],
  ])('refuses a target of %j', (target, words) => {
    expect(() => cusum([1, 2], { target })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `Every value needs a finite target, but ${words}`,
      }),
    );
  });

  it.each([-1, 2, 0.5, Number.NaN])('refuses a reset at %d of two values', (reset) => {
    expect(() => cusum([1, 2], { target: 0, resets: [reset] })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `resets must be indices of the 2 values, from 0 up, but one is ${reset}.`,
      }),
    );
  });
});
