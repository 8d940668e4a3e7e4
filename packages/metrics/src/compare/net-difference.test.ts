import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedWald as adjustedWaldOrNull } from '../interval/adjusted-wald.ts';
import type { Interval } from '../interval/interval.ts';
import type { NetCounts } from '../net.ts';
import { present } from '../present.fixture.ts';
import { confidences, netCounts } from './moments.fixture.ts';
import { netDifference } from './net-difference.ts';

const adjustedWald = (...of: Parameters<typeof adjustedWaldOrNull>) => present(adjustedWaldOrNull(...of));

const nobody: NetCounts = { detractors: 0, passives: 0, promoters: 0 };

/** Of sides that have answers. */
function interval(a: NetCounts, b: NetCounts, confidence = 0.95): Interval {
  const made = netDifference(a, b, { confidence });
  if (!made) throw new Error('There is no interval.');
  return made;
}

describe('netDifference', () => {
  it('holds its centre, within -2 and 2', () => {
    fc.assert(
      fc.property(netCounts, netCounts, confidences, (a, b, confidence) => {
        const { low, center, high } = interval(a, b, confidence);
        expect(low).toBeGreaterThanOrEqual(-2);
        expect(center).toBeGreaterThan(low);
        expect(high).toBeGreaterThan(center);
        expect(high).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('is as wide as the two intervals of the scores at a right angle', () => {
    fc.assert(
      fc.property(netCounts, netCounts, (a, b) => {
        // At this confidence no interval reaches an end of its scale.
        const { low, high } = interval(a, b, 0.5);
        const [first, second] = [adjustedWald(a, { confidence: 0.5 }), adjustedWald(b, { confidence: 0.5 })];
        expect(high - low).toBeCloseTo(Math.hypot(first.high - first.low, second.high - second.low), 12);
      }),
    );
  });

  it('ends at -2 and 2, however few answers there are', () => {
    const hated = { detractors: 2, passives: 0, promoters: 0 };
    const loved = { detractors: 0, passives: 0, promoters: 2 };
    expect(netDifference(hated, loved, { confidence: 0.999 })?.high).toBe(2);
    expect(netDifference(loved, hated, { confidence: 0.999 })?.low).toBe(-2);
  });

  it('turns its sign with the sides', () => {
    fc.assert(
      fc.property(netCounts, netCounts, confidences, (a, b, confidence) => {
        const one = interval(a, b, confidence);
        const other = interval(b, a, confidence);
        expect(one.low + other.high).toBeCloseTo(0, 12);
        expect(one.center + other.center).toBeCloseTo(0, 12);
        expect(one.center).not.toBe(-0);
      }),
    );
  });

  it('narrows as the same shares come from more answers', () => {
    fc.assert(
      fc.property(netCounts, netCounts, fc.integer({ min: 2, max: 100 }), (a, b, factor) => {
        const more = ({ detractors, passives, promoters }: NetCounts) => ({
          detractors: detractors * factor,
          passives: passives * factor,
          promoters: promoters * factor,
        });
        const few = interval(a, b);
        const many = interval(more(a), more(b));
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });

  it('widens with the confidence, at both ends', () => {
    fc.assert(
      fc.property(netCounts, netCounts, confidences, confidences, (a, b, one, other) => {
        const less = interval(a, b, Math.min(one, other));
        const more = interval(a, b, Math.max(one, other));
        expect(more.low).toBeLessThanOrEqual(less.low + 1e-12);
        expect(more.high).toBeGreaterThanOrEqual(less.high - 1e-12);
      }),
    );
  });

  it('can end short of the raw difference when few answers are unanimous', () => {
    const { low, high } = interval(
      { detractors: 2, passives: 0, promoters: 0 },
      { detractors: 0, passives: 0, promoters: 2 },
    );
    expect(low).toBeGreaterThan(-2);
    expect(high).toBeLessThan(2);
  });

  it('is null when a side has no answers', () => {
    const some = { detractors: 1, passives: 2, promoters: 3 };
    expect(netDifference(nobody, some)).toBeNull();
    expect(netDifference(some, nobody)).toBeNull();
  });

  it('refuses impossible counts and confidences', () => {
    const some = { detractors: 1, passives: 2, promoters: 3 };
    const impossible = { detractors: -1, passives: 0, promoters: 0 };
    expect(() => netDifference(some, impossible)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: expect.stringContaining('-1 detractors'),
      }),
    );
    expect(() => netDifference(nobody, some, { confidence: 95 })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});
