import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../random.fixture.ts';
import { bernoulliCusum } from './bernoulli-cusum.ts';

const outcomes = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 });
const rate = fc.double({ min: 0.01, max: 0.99, noNaN: true });

/** The logarithm of how much likelier the outcomes are at p1 than at p0. */
function evidence(of: readonly boolean[], p0: number, p1: number): number {
  const logLikelihood = (p: number) => of.reduce((sum, hit) => sum + Math.log(hit ? p : 1 - p), 0);
  return logLikelihood(p1) - logLikelihood(p0);
}

/** Outcomes until the first signal, on average. */
function runLength(p: number): number {
  const random = seeded(1999);
  const watch = { p0: 0.6, p1: 0.3, h: 2.5 };
  const lengths = Array.from({ length: 2000 }, () => {
    const drawn = Array.from({ length: 1000 }, () => random() < p);
    return (bernoulliCusum(drawn, watch).signals[0]?.index ?? 999) + 1;
  });
  return lengths.reduce((sum, length) => sum + length) / lengths.length;
}

describe('bernoulliCusum', () => {
  it('is the largest logarithm of a likelihood ratio of the outcomes up to now', () => {
    fc.assert(
      fc.property(outcomes, rate, rate, (of, p0, p1) => {
        fc.pre(p0 !== p1);
        const { sums } = bernoulliCusum(of, { p0, p1, h: 2 });
        const until = (end: number) =>
          Math.max(0, ...of.slice(0, end + 1).map((_, start) => evidence(of.slice(start, end + 1), p0, p1)));
        for (const end of of.keys()) expect(sums[end]).toBeCloseTo(until(end), 9);
      }),
    );
  });

  it('notices a rise by hits as it notices a fall by misses', () => {
    fc.assert(
      fc.property(outcomes, (of) => {
        const fall = bernoulliCusum(of, { p0: 0.75, p1: 0.25, h: 2 });
        const rise = bernoulliCusum(
          of.map((hit) => !hit),
          { p0: 0.25, p1: 0.75, h: 2 },
        );
        for (const [index, sum] of rise.sums.entries())
          expect(sum).toBeCloseTo(fall.sums[index] ?? Number.NaN, 10);
        expect(rise.signals).toStrictEqual(fall.signals.map((signal) => ({ ...signal, side: 'up' })));
      }),
    );
  });

  it('signals once for every run, and anew after a reset', () => {
    const misses = Array.from({ length: 12 }, () => false);
    const watch = { p0: 0.6, p1: 0.3, h: 2.5 };
    expect(bernoulliCusum(misses, watch).signals).toStrictEqual([{ index: 4, side: 'down', since: 0 }]);
    expect(bernoulliCusum(misses, { ...watch, resets: [6] }).signals).toStrictEqual([
      { index: 4, side: 'down', since: 0 },
      { index: 10, side: 'down', since: 6 },
    ]);
  });

  it('takes about 84 prompts to a false alarm and 11 to a true one, as the worked example says', () => {
    expect(runLength(0.6)).toBeGreaterThan(78);
    expect(runLength(0.6)).toBeLessThan(90);
    expect(runLength(0.3)).toBeGreaterThan(10);
    expect(runLength(0.3)).toBeLessThan(12);
  });

  it.each([
    [{ p0: 0.5, p1: 0.5, h: 1 }, 'p0 0.5, p1 0.5 and h 1.'],
    [{ p0: 1, p1: 0.5, h: 1 }, 'p0 1, p1 0.5 and h 1.'],
    [{ p0: 0.5, p1: 0, h: 1 }, 'p0 0.5, p1 0 and h 1.'],
    [{ p0: 0.5, p1: Number.NaN, h: 1 }, 'p0 0.5, p1 NaN and h 1.'],
    [{ p0: 0.6, p1: 0.5, h: 0 }, 'p0 0.6, p1 0.5 and h 0.'],
  ])('refuses %o', (options, words) => {
    expect(() => bernoulliCusum([true], options)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A Bernoulli CUSUM needs two different rates between 0 and 1 and a finite h above 0, but there are ${words}`,
      }),
    );
  });

  it('refuses a reset that is no index', () => {
    expect(() => bernoulliCusum([true], { p0: 0.6, p1: 0.3, h: 1, resets: [1] })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'resets must be indices of the 1 values, from 0 up, but one is 1.',
      }),
    );
  });
});
