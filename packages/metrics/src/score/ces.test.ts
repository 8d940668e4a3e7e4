import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { ces, cesMean } from './ces.ts';
import { effort } from './effort.ts';

const scale = { id: '1..7', min: 1, max: 7 };
const counts = fc
  .array(fc.nat({ max: 20 }), { minLength: 7, maxLength: 7 })
  .filter((given) => given.filter((count) => count > 0).length > 1);

describe('cesMean', () => {
  // Computed with scipy.stats: t.interval(0.9, 99, loc = 5.33, scale = sem of the answers).
  it('has the t interval of its mean at its own confidence', () => {
    const { score, low, high } = cesMean(histogram(scale, [2, 3, 5, 10, 30, 30, 20]), { confidence: 0.9 });
    expect(score).toBe(5.33);
    expect(low).toBeCloseTo(5.101124789951243, 9);
    expect(high).toBeCloseTo(5.5588752100487575, 9);
  });

  it('has a mean within its interval, and the interval within the scale', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.01, max: 0.9999, noNaN: true }), (given, confidence) => {
        const of = histogram(scale, given);
        const { score, low, high } = cesMean(of, { confidence });
        expect(score).toBe(ces(of).mean);
        expect(low).toBeGreaterThanOrEqual(1);
        expect(low).toBeLessThan(score ?? 0);
        expect(high).toBeGreaterThan(score ?? 8);
        expect(high).toBeLessThanOrEqual(7);
      }),
    );
  });

  it.each([
    ['no answer', [0, 0, 0, 0, 0, 0, 0]],
    ['one answer', [0, 0, 0, 0, 1, 0, 0]],
    ['equal answers', [0, 0, 0, 0, 9, 0, 0]],
  ])('has no interval of the mean of %s', (_, given) => {
    expect(cesMean(histogram(scale, given))).toMatchObject({ low: null, high: null });
  });
});

describe('ces and effort', () => {
  it('refuse the answers of each other, and name the function for them', () => {
    const easy = histogram(scale, [0, 0, 0, 1, 2, 3, 4]);
    const hard = histogram({ id: '1..5:effort', min: 1, max: 5 }, [4, 3, 2, 1, 0]);
    expect(() => ces(hard)).toThrow(
      'CES 2.0 (`effort` is CES 1.0) is defined on scale "1..7", ' +
        'but this histogram is on scale "1..5:effort" of 1..5.',
    );
    expect(() => effort(easy)).toThrow(
      'CES 1.0 (`ces` is CES 2.0) is defined on scale "1..5:effort", ' +
        'but this histogram is on scale "1..7" of 1..7.',
    );
  });

  it('take neither for satisfaction on the same five values', () => {
    const satisfied = histogram({ id: '1..5', min: 1, max: 5 }, [0, 1, 2, 3, 4]);
    for (const estimate of [ces, effort])
      expect(() => estimate(satisfied)).toThrow('this histogram is on scale "1..5" of 1..5.');
  });
});
