import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present } from '../present.fixture.ts';
import { clopperPearson as clopperPearsonOrNull } from './clopper-pearson.ts';

const clopperPearson = (...of: Parameters<typeof clopperPearsonOrNull>) =>
  present(clopperPearsonOrNull(...of));

const count = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 1e6 }));
const counts = fc
  .tuple(count, count)
  .filter(([hits, misses]) => hits + misses > 0)
  .map(([hits, misses]) => ({ hits, n: hits + misses }));
const confidence = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

describe('clopperPearson', () => {
  // Computed with mpmath at 40 digits, by solving betainc for the two ends.
  it.each([
    [682, 925, 0.95, 0.707668264079039, 0.7654065582415253],
    [17, 40, 0.99, 0.23079054982871228, 0.6373783434032138],
    [2.5, 10.3, 0.95, 0.04269789754511546, 0.593047043400041],
  ])('of %d of %d at %d is %d to %d', (hits, n, level, low, high) => {
    const interval = clopperPearson({ hits, n }, { confidence: level });
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  it('ends where so many hits, and so few, have half of what the confidence leaves', () => {
    const few = fc.nat({ max: 40 });
    fc.assert(
      fc.property(few, few, confidence, (hits, misses, level) => {
        const n = hits + misses + 1;
        const { low, high } = clopperPearson({ hits, n }, { confidence: level });
        expect(atMost(hits, { n, share: high })).toBeCloseTo((1 - level) / 2, 10);
        if (hits > 0) expect(1 - atMost(hits - 1, { n, share: low })).toBeCloseTo((1 - level) / 2, 10);
      }),
    );
  });

  it('holds every share at least as often as its confidence says', () => {
    for (const n of [5, 20, 50]) {
      const intervals = Array.from({ length: n + 1 }, (_, hits) => clopperPearson({ hits, n }));
      for (let share = 0.005; share < 1; share += 0.005) {
        const held = intervals.reduce(
          (sum, { low, high }, hits) =>
            low <= share && share <= high ? sum + exactly(hits, { n, share }) : sum,
          0,
        );
        expect(held).toBeGreaterThanOrEqual(0.95);
      }
    }
  });

  it('holds the raw proportion, within 0 and 1', () => {
    fc.assert(
      fc.property(counts, confidence, (of, level) => {
        const { low, high } = clopperPearson(of, { confidence: level });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(of.hits / of.n);
        expect(high).toBeGreaterThanOrEqual(of.hits / of.n);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('stays within 0 and 1 for fractions of an answer, too', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), confidence, (share, n, level) => {
        const { low, high } = clopperPearson({ hits: share * n, n }, { confidence: level });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeGreaterThanOrEqual(low);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('starts at exactly 0 without a hit, and ends at the nth root of half of what the confidence leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), confidence, (n, level) => {
        const { low, high } = clopperPearson({ hits: 0, n }, { confidence: level });
        expect(low).toBe(0);
        expect(high / -Math.expm1(Math.log((1 - level) / 2) / n)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('turns with hits and misses', () => {
    fc.assert(
      fc.property(counts, confidence, ({ hits, n }, level) => {
        const { low, high } = clopperPearson({ hits, n }, { confidence: level });
        const turned = clopperPearson({ hits: n - hits, n }, { confidence: level });
        expect(turned.low).toBeCloseTo(1 - high, 12);
        expect(turned.high).toBeCloseTo(1 - low, 12);
      }),
    );
  });

  it('keeps the digits of a very small share', () => {
    // Computed with mpmath at 50 digits.
    const { low, high } = clopperPearson({ hits: 1, n: 1e9 });
    expect(low / 2.531780798396938e-11).toBeCloseTo(1, 11);
    expect(high / 5.571643378203115e-9).toBeCloseTo(1, 11);
  });

  it('narrows as the same share comes from more answers', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 100 }), confidence, ({ hits, n }, times, level) => {
        const few = clopperPearson({ hits, n }, { confidence: level });
        const many = clopperPearson({ hits: hits * times, n: n * times }, { confidence: level });
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });

  it('widens with the confidence, at both ends', () => {
    fc.assert(
      fc.property(counts, confidence, confidence, (of, one, other) => {
        const less = clopperPearson(of, { confidence: Math.min(one, other) });
        const more = clopperPearson(of, { confidence: Math.max(one, other) });
        expect(more.low).toBeLessThanOrEqual(less.low * (1 + 1e-11));
        expect(more.high).toBeGreaterThanOrEqual(less.high * (1 - 1e-11));
      }),
    );
  });

  it('uses 95 % unless told otherwise', () => {
    const of = { hits: 13, n: 16 };
    expect(clopperPearson(of)).toStrictEqual(clopperPearson(of, { confidence: 0.95 }));
  });

  it.each([
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses %d of %d', (hits, n) => {
    expect(() => clopperPearson({ hits, n })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A proportion needs 0 to n hits of n answers, but it has ${hits} of ${n}.`,
      }),
    );
  });

  it('refuses more answers than it can reckon with', () => {
    expect(() => clopperPearson({ hits: 1, n: 1e16 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'A distribution needs n above 0 and up to 1e15, but n is 10000000000000000.',
      }),
    );
  });

  it('refuses an impossible confidence', () => {
    expect(() => clopperPearson({ hits: 1, n: 2 }, { confidence: 1 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});

interface Binomial {
  n: number;
  share: number;
}

function atMost(hits: number, of: Binomial): number {
  let sum = 0;
  for (let k = 0; k <= hits; k++) sum += exactly(k, of);
  return sum;
}

function exactly(hits: number, { n, share }: Binomial): number {
  let probability = (1 - share) ** (n - hits);
  for (let k = 0; k < hits; k++) probability *= ((n - k) / (k + 1)) * share;
  return probability;
}

describe('clopperPearson of nobody', () => {
  it('is null without an answer', () => {
    expect(clopperPearsonOrNull({ hits: 0, n: 0 })).toBeNull();
    expect(() => clopperPearsonOrNull({ hits: 0, n: 0 }, { confidence: 2 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});
