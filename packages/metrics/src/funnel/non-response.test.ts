import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonResponseBounds } from './non-response.ts';

const score = fc.double({ min: -100, max: 100, noNaN: true });
const rate = fc.double({ min: 0, max: 1, noNaN: true });

describe('nonResponseBounds', () => {
  it('stay within the range and hold the score', () => {
    fc.assert(
      fc.property(score, rate, (of, answered) => {
        const { low, high } = nonResponseBounds(of, { rate: answered, range: [-100, 100] }) ?? {
          low: 1,
          high: 0,
        };
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(low).toBeLessThanOrEqual(of + 1e-9);
        expect(high).toBeGreaterThanOrEqual(of - 1e-9);
        expect(high).toBeLessThanOrEqual(100);
        for (const end of [low, high]) expect(end).not.toBe(-0);
      }),
    );
  });

  it('are the score times the rate, less and plus a hundred times the silent', () => {
    fc.assert(
      fc.property(score, rate, (of, answered) => {
        const bounds = nonResponseBounds(of, { rate: answered, range: [-100, 100] });
        expect(bounds?.low).toBeCloseTo(of * answered - (1 - answered) * 100, 10);
        expect(bounds?.high).toBeCloseTo(of * answered + (1 - answered) * 100, 10);
      }),
    );
  });

  it('are what the score would be if the silent had all answered at one end', () => {
    const people = fc.nat({ max: 50 });
    fc.assert(
      fc.property(people, people, fc.integer({ min: 1, max: 50 }), people, (d, passives, p, silent) => {
        const n = d + passives + p;
        const bounds = nonResponseBounds((100 * (p - d)) / n, { rate: n / (n + silent), range: [-100, 100] });
        expect(bounds?.low).toBeCloseTo((100 * (p - d - silent)) / (n + silent), 10);
        expect(bounds?.high).toBeCloseTo((100 * (p + silent - d)) / (n + silent), 10);
      }),
    );
  });

  it('narrow as more people answer', () => {
    fc.assert(
      fc.property(score, rate, rate, (of, a, b) => {
        const few = nonResponseBounds(of, { rate: Math.min(a, b), range: [-100, 100] });
        const many = nonResponseBounds(of, { rate: Math.max(a, b), range: [-100, 100] });
        expect(many?.low).toBeGreaterThanOrEqual((few?.low ?? 0) - 1e-9);
        expect(many?.high).toBeLessThanOrEqual((few?.high ?? 0) + 1e-9);
      }),
    );
  });

  it('are exactly the score when all answered, and the whole range when nobody did', () => {
    fc.assert(
      fc.property(score, (of) => {
        expect(nonResponseBounds(of, { rate: 1, range: [-100, 100] })).toStrictEqual({
          low: of + 0,
          high: of + 0,
        });
        expect(nonResponseBounds(of, { rate: 0, range: [-100, 100] })).toStrictEqual({
          low: -100,
          high: 100,
        });
      }),
    );
  });

  it('are null without a score or a rate', () => {
    expect(nonResponseBounds(null, { rate: 0.5, range: [-100, 100] })).toBeNull();
    expect(nonResponseBounds(50, { rate: null, range: [-100, 100] })).toBeNull();
  });

  it.each([-0.1, 1.1, Number.NaN])('refuse a rate of %d, even without a score', (wrong) => {
    for (const of of [50, null])
      expect(() => nonResponseBounds(of, { rate: wrong, range: [-100, 100] })).toThrow(
        expect.objectContaining({
          code: 'argument_invalid',
          message: `A rate lies in 0 to 1, but rate is ${wrong}.`,
        }),
      );
  });

  it.each([-1, 101, Number.NaN])('refuse a share of %d', (wrong) => {
    expect(() => nonResponseBounds(wrong, { rate: 0.5, range: [0, 100] })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A score must lie in its range of 0 to 100, but it is ${wrong}.`,
      }),
    );
  });

  it.each([
    [5, 1],
    [0, 0],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
  ])('refuse a range from %d to %d', (lowest, highest) => {
    expect(() => nonResponseBounds(0, { rate: 0.5, range: [lowest, highest] })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The range of a score must run from one finite number up to another, but it runs from ${lowest} to ${highest}.`,
      }),
    );
  });
});
