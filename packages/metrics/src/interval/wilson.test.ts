import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present } from '../present.fixture.ts';
import { wilson as wilsonOrNull } from './wilson.ts';

const wilson = (...of: Parameters<typeof wilsonOrNull>) => present(wilsonOrNull(...of));

const count = fc.oneof(fc.nat({ max: 30 }), fc.nat());
const counts = fc
  .tuple(count, count)
  .filter(([hits, misses]) => hits + misses > 0)
  .map(([hits, misses]) => ({ hits, n: hits + misses }));
const confidence = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

describe('wilson', () => {
  it('holds its centre and the raw proportion, within 0 and 1', () => {
    fc.assert(
      fc.property(counts, confidence, (of, level) => {
        const { low, center, high } = wilson(of, { confidence: level });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(center).toBeGreaterThan(low);
        expect(high).toBeGreaterThan(center);
        expect(high).toBeLessThanOrEqual(1);
        expect(of.hits / of.n).toBeGreaterThanOrEqual(low);
        expect(of.hits / of.n).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('stays within 0 and 1 for fractions of an answer, too', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), confidence, (part, n, level) => {
        const { low, high } = wilson({ hits: part * n, n }, { confidence: level });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
        expect(low).not.toBe(-0);
      }),
    );
  });

  it('solves the equation that it comes from: the ends are z standard errors away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (hits, misses) => {
        const n = hits + misses;
        const { low, high } = wilson({ hits, n });
        for (const end of [low, high])
          expect(Math.abs(hits / n - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(
            1.959963984540054,
            8,
          );
      }),
    );
  });

  it('starts at exactly 0 without a hit and ends at exactly 1 without a miss', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), confidence, (n, level) => {
        expect(wilson({ hits: 0, n }, { confidence: level }).low).toBe(0);
        expect(wilson({ hits: n, n }, { confidence: level }).high).toBe(1);
      }),
    );
  });

  it('narrows as the same share comes from more answers', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 100 }), confidence, ({ hits, n }, times, level) => {
        const few = wilson({ hits, n }, { confidence: level });
        const many = wilson({ hits: hits * times, n: n * times }, { confidence: level });
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });

  it('widens with the confidence, at both ends', () => {
    fc.assert(
      fc.property(counts, confidence, confidence, (of, a, b) => {
        const less = wilson(of, { confidence: Math.min(a, b) });
        const more = wilson(of, { confidence: Math.max(a, b) });
        expect(more.low).toBeLessThanOrEqual(less.low + 1e-12);
        expect(more.high).toBeGreaterThanOrEqual(less.high - 1e-12);
      }),
    );
  });

  it('uses 95 % unless told otherwise', () => {
    expect(wilson({ hits: 13, n: 16 })).toStrictEqual(wilson({ hits: 13, n: 16 }, { confidence: 0.95 }));
  });

  it.each([
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
    [1, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses %d of %d', (hits, n) => {
    expect(() => wilson({ hits, n })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A proportion needs 0 to n hits of n answers, but it has ${hits} of ${n}.`,
      }),
    );
  });

  it('refuses an impossible confidence', () => {
    expect(() => wilson({ hits: 1, n: 2 }, { confidence: 1 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });

  it('is null without an answer', () => {
    expect(wilsonOrNull({ hits: 0, n: 0 })).toBeNull();
    expect(() => wilsonOrNull({ hits: 0, n: 0 }, { confidence: 2 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});
