import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present } from '../present.fixture.ts';
import { adjustedWald as adjustedWaldOrNull } from './adjusted-wald.ts';

const adjustedWald = (...of: Parameters<typeof adjustedWaldOrNull>) => present(adjustedWaldOrNull(...of));

const count = fc.oneof(fc.nat({ max: 30 }), fc.nat());
const counts = fc
  .record({ detractors: count, passives: count, promoters: count })
  .filter(({ detractors, passives, promoters }) => detractors + passives + promoters > 0);
const confidence = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

describe('adjustedWald', () => {
  it('holds its centre, within -1 and 1', () => {
    fc.assert(
      fc.property(counts, confidence, (of, level) => {
        const { low, center, high } = adjustedWald(of, { confidence: level });
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(center).toBeGreaterThan(low);
        expect(high).toBeGreaterThan(center);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('narrows as the same shares come from more answers', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 100 }), confidence, (of, times, level) => {
        const more = {
          detractors: of.detractors * times,
          passives: of.passives * times,
          promoters: of.promoters * times,
        };
        const few = adjustedWald(of, { confidence: level });
        const many = adjustedWald(more, { confidence: level });
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });

  it('widens with the confidence, at both ends', () => {
    fc.assert(
      fc.property(counts, confidence, confidence, (of, a, b) => {
        const less = adjustedWald(of, { confidence: Math.min(a, b) });
        const more = adjustedWald(of, { confidence: Math.max(a, b) });
        expect(more.low).toBeLessThanOrEqual(less.low + 1e-12);
        expect(more.high).toBeGreaterThanOrEqual(less.high - 1e-12);
      }),
    );
  });

  it('turns with the sign of the answers', () => {
    fc.assert(
      fc.property(counts, confidence, (of, level) => {
        const turned = { ...of, detractors: of.promoters, promoters: of.detractors };
        const { low, high } = adjustedWald(of, { confidence: level });
        const other = adjustedWald(turned, { confidence: level });
        expect(other.low).toBeCloseTo(-high, 12);
        expect(other.high).toBeCloseTo(-low, 12);
      }),
    );
  });

  it('uses 95 % unless told otherwise', () => {
    const of = { detractors: 7, passives: 4, promoters: 6 };
    expect(adjustedWald(of)).toStrictEqual(adjustedWald(of, { confidence: 0.95 }));
  });

  it('leaves the raw score outside with a single answer at 95 %, and with no other sample', () => {
    for (let n = 1; n <= 40; n++)
      for (let promoters = 0; promoters <= n; promoters++)
        for (let passives = 0; passives + promoters <= n; passives++) {
          const of = { detractors: n - passives - promoters, passives, promoters };
          const score = (promoters - of.detractors) / n;
          const { low, high } = adjustedWald(of);
          expect(score >= low && score <= high).toBe(n > 1 || passives === 1);
        }
  });

  it.each([
    [-0.5, 1, 1],
    [1, 1, Number.NaN],
  ])('refuses %d, %d and %d before anything is added', (detractors, passives, promoters) => {
    expect(() => adjustedWald({ detractors, passives, promoters })).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });

  it('refuses an impossible confidence', () => {
    expect(() => adjustedWald({ detractors: 1, passives: 1, promoters: 1 }, { confidence: 95 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });

  it('is null without an answer', () => {
    expect(adjustedWaldOrNull({ detractors: 0, passives: 0, promoters: 0 })).toBeNull();
  });
});
