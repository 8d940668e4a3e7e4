import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ewma } from './ewma.ts';

const number = fc.double({ min: -100, max: 100, noNaN: true });
const values = fc.array(number, { minLength: 1, maxLength: 40 });
const holed = fc.array(fc.option(number), { minLength: 1, maxLength: 40 });
const weight = fc.double({ min: 0.01, max: 1, noNaN: true });

describe('ewma', () => {
  it('is the mean of the values and the target by weights that fade with age', () => {
    fc.assert(
      fc.property(values, number, weight, (of, target, lambda) => {
        const { smoothed } = ewma(of, { target, lambda });
        for (const end of of.keys()) {
          const fresh = of
            .slice(0, end + 1)
            .map((value, index) => lambda * (1 - lambda) ** (end - index) * value);
          const expected = fresh.reduce((sum, part) => sum + part, (1 - lambda) ** (end + 1) * target);
          expect(smoothed[end]).toBeCloseTo(expected, 9);
        }
      }),
    );
  });

  it('stays between the target and the values', () => {
    fc.assert(
      fc.property(values, number, weight, (of, target, lambda) => {
        for (const level of ewma(of, { target, lambda }).smoothed) {
          expect(level).toBeGreaterThanOrEqual(Math.min(target, ...of) - 1e-9);
          expect(level).toBeLessThanOrEqual(Math.max(target, ...of) + 1e-9);
          expect(level).not.toBe(-0);
        }
      }),
    );
  });

  it('has steady limits with one sigma', () => {
    fc.assert(
      fc.property(values, weight, fc.double({ min: 0.01, max: 100, noNaN: true }), (of, lambda, sigma) => {
        const half = 3 * sigma * Math.sqrt(lambda / (2 - lambda));
        const { low, high } = ewma(of, { target: 10, sigma, lambda, L: 3 });
        for (const index of of.keys()) {
          expect(low[index]).toBeCloseTo(10 - half, 9);
          expect(high[index]).toBeCloseTo(10 + half, 9);
        }
      }),
    );
  });

  it('has wider limits after a period of few answers, by the weight that it has', () => {
    const { high } = ewma([0, 0, 0], { target: 0, sigma: [1, 7, 1], lambda: 0.5, L: 1 });
    const variances = [1 / 3, 49 / 4 + 1 / 12, 1 / 4 + (49 / 4 + 1 / 12) / 4];
    for (const [index, variance] of variances.entries())
      expect(high[index]).toBeCloseTo(Math.sqrt(variance), 12);
  });

  it('turns with the values', () => {
    fc.assert(
      fc.property(holed, number, (of, target) => {
        const watched = ewma(of, { target, sigma: 10 });
        const turned = ewma(
          of.map((value) => value && -value),
          { target: -target, sigma: 10 },
        );
        for (const index of of.keys()) {
          expect((turned.smoothed[index] ?? 0) + (watched.smoothed[index] ?? 0)).toBe(0);
          expect((turned.low[index] ?? 0) + (watched.high[index] ?? 0)).toBe(0);
        }
        expect(turned.signals).toStrictEqual(
          watched.signals.map((signal) => ({ ...signal, side: signal.side === 'up' ? 'down' : 'up' })),
        );
      }),
    );
  });

  it('holds in periods without answers, and is its target before the first', () => {
    const { smoothed, low, high } = ewma([null, 8, null, 8], {
      target: 4,
      sigma: [null, 1, null, 1],
      lambda: 0.5,
      L: Math.sqrt(3),
    });
    expect(smoothed).toStrictEqual([4, 6, 6, 7]);
    expect(low[0]).toBe(4);
    expect(high[0]).toBe(4);
    expect(high.slice(1)).toStrictEqual([5, 5, 5]);
  });

  it('is from a reset on what it would be without a past', () => {
    fc.assert(
      fc.property(holed, fc.nat(), number, (of, place, target) => {
        const reset = place % of.length;
        const whole = ewma(of, { target, sigma: 5, resets: [reset] });
        const rest = ewma(of.slice(reset), { target, sigma: 5 });
        expect(whole.smoothed.slice(reset)).toStrictEqual(rest.smoothed);
        expect(whole.high.slice(reset)).toStrictEqual(rest.high);
        expect(whole.signals.filter(({ index }) => index >= reset)).toStrictEqual(
          rest.signals.map((signal) => ({
            ...signal,
            index: signal.index + reset,
            since: signal.since + reset,
          })),
        );
      }),
    );
  });

  it('signals where the smoothed series first leaves its limits, since it left its target', () => {
    const { signals } = ewma([-1, 4, 4, 4, 0, 4, 4, -20], { target: 0, lambda: 0.5, L: 5 });
    expect(signals).toStrictEqual([
      { index: 3, side: 'up', since: 1 },
      { index: 7, side: 'down', since: 7 },
    ]);
  });

  it('uses a lambda of 0.2, an L of 2.962 and a sigma of 1 unless told otherwise', () => {
    const of = [1, 3, null, 4, -2];
    expect(ewma(of, { target: 0 })).toStrictEqual(ewma(of, { target: 0, sigma: 1, lambda: 0.2, L: 2.962 }));
  });

  it.each([
    [{ lambda: 0 }, 'lambda is 0 and L is 2.962.'],
    [{ lambda: 1.1 }, 'lambda is 1.1 and L is 2.962.'],
    [{ L: 0 }, 'lambda is 0.2 and L is 0.'],
    [{ L: Number.NaN }, 'lambda is 0.2 and L is NaN.'],
  ])('refuses %o', (options, words) => {
    expect(() => ewma([1], { target: 0, ...options })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `An EWMA needs a lambda above 0 and up to 1 and a finite L above 0, but ${words}`,
      }),
    );
  });

  it('refuses a value without a sigma', () => {
    expect(() => ewma([1], { target: 0, sigma: 0 })).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });
});
