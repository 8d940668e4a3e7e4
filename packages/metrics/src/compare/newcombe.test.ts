import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../interval/interval.ts';
import type { ProportionCounts } from '../interval/proportion.ts';
import { wilson as wilsonOrNull } from '../interval/wilson.ts';
import { present } from '../present.fixture.ts';
import { confidences, shareCounts } from './moments.fixture.ts';
import { newcombe } from './newcombe.ts';

const wilson = (...of: Parameters<typeof wilsonOrNull>) => present(wilsonOrNull(...of));

/** Of sides that have answers. */
function interval(a: ProportionCounts, b: ProportionCounts, confidence = 0.95): Interval {
  const made = newcombe(a, b, { confidence });
  if (!made) throw new Error('There is no interval.');
  return made;
}

describe('newcombe', () => {
  // Newcombe (1998), table II, method 10, which subtracts the second from the first.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %d/%d less %d/%d is as published', (hits, n, otherHits, otherN, low, high) => {
    const made = interval({ hits: otherHits, n: otherN }, { hits, n });
    expect(Math.abs(made.low - low)).toBeLessThanOrEqual(5e-5);
    expect(Math.abs(made.high - high)).toBeLessThanOrEqual(5e-5);
  });

  it('holds the raw difference, within -1 and 1', () => {
    fc.assert(
      fc.property(shareCounts, shareCounts, confidences, (a, b, confidence) => {
        const { low, center, high } = interval(a, b, confidence);
        expect(center).toBe(b.hits / b.n - a.hits / a.n);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(low).toBeLessThanOrEqual(center);
        expect(high).toBeGreaterThanOrEqual(center);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('takes the arms of the two Wilson intervals at a right angle', () => {
    fc.assert(
      fc.property(shareCounts, shareCounts, confidences, (a, b, confidence) => {
        const { low, center, high } = interval(a, b, confidence);
        const [first, second] = [wilson(a, { confidence }), wilson(b, { confidence })];
        const below = (second.low - b.hits / b.n) ** 2 + (first.high - a.hits / a.n) ** 2;
        const above = (second.high - b.hits / b.n) ** 2 + (first.low - a.hits / a.n) ** 2;
        expect((center - low) ** 2).toBeCloseTo(below, 10);
        expect((high - center) ** 2).toBeCloseTo(above, 10);
      }),
    );
  });

  it('turns its sign with the sides, and with hits for misses', () => {
    fc.assert(
      fc.property(shareCounts, shareCounts, confidences, (a, b, confidence) => {
        const { low, high } = interval(a, b, confidence);
        const misses = ({ hits, n }: ProportionCounts) => ({ hits: n - hits, n });
        for (const turned of [interval(b, a, confidence), interval(misses(a), misses(b), confidence)]) {
          expect(turned.low).toBeCloseTo(-high, 10);
          expect(turned.high).toBeCloseTo(-low, 10);
        }
      }),
    );
  });

  it('narrows as the same shares come from more answers', () => {
    fc.assert(
      fc.property(shareCounts, shareCounts, fc.integer({ min: 2, max: 100 }), (a, b, factor) => {
        const few = interval(a, b);
        const many = interval(
          { hits: a.hits * factor, n: a.n * factor },
          { hits: b.hits * factor, n: b.n * factor },
        );
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });

  it('widens with the confidence, at both ends', () => {
    fc.assert(
      fc.property(shareCounts, shareCounts, confidences, confidences, (a, b, one, other) => {
        const less = interval(a, b, Math.min(one, other));
        const more = interval(a, b, Math.max(one, other));
        expect(more.low).toBeLessThanOrEqual(less.low + 1e-12);
        expect(more.high).toBeGreaterThanOrEqual(less.high - 1e-12);
      }),
    );
  });

  it('is null when a side has no answers', () => {
    expect(newcombe({ hits: 0, n: 0 }, { hits: 1, n: 2 })).toBeNull();
    expect(newcombe({ hits: 1, n: 2 }, { hits: 0, n: 0 })).toBeNull();
  });

  it('refuses impossible hits and confidences', () => {
    expect(() => newcombe({ hits: 1, n: 2 }, { hits: 3, n: 2 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'A proportion needs 0 to n hits of n answers, but it has 3 of 2.',
      }),
    );
    expect(() => newcombe({ hits: 0, n: 0 }, { hits: 1, n: 2 }, { confidence: 1 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});
