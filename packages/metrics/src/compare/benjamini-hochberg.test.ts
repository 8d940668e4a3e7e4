import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';

const pValues = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 1)), {
  maxLength: 30,
});

describe('benjaminiHochberg', () => {
  it('is the least m p / rank from each p upwards', () => {
    fc.assert(
      fc.property(pValues, (list) => {
        const sorted = list.toSorted((a, b) => a - b);
        const adjusted = benjaminiHochberg(list);
        expect(adjusted).toHaveLength(list.length);
        for (const [index, p] of list.entries()) {
          const above = sorted.map((each, rank) => (each >= p ? (each * list.length) / (rank + 1) : 1));
          expect(adjusted[index]).toBeCloseTo(Math.min(1, ...above), 12);
        }
      }),
    );
  });

  it('discovers what the step-up procedure does: up to the last p that is at most q rank / m', () => {
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (list, q) => {
        const sorted = list.toSorted((a, b) => a - b);
        const last = sorted.findLast((p, index) => p <= (q * (index + 1)) / list.length) ?? -1;
        for (const [index, adjusted] of benjaminiHochberg(list).entries()) {
          fc.pre(Math.abs(adjusted - q) > 1e-12);
          expect(adjusted <= q).toBe((list[index] ?? 2) <= last);
        }
      }),
    );
  });

  it('never lowers a p, keeps their order and stays within 1', () => {
    fc.assert(
      fc.property(pValues, (list) => {
        const adjusted = benjaminiHochberg(list);
        for (const [index, p] of list.entries()) {
          expect(adjusted[index]).toBeGreaterThanOrEqual(p);
          expect(adjusted[index]).toBeLessThanOrEqual(1);
          for (const [other, otherP] of list.entries())
            if (p <= otherP) expect(adjusted[index]).toBeLessThanOrEqual(adjusted[other] ?? -1);
        }
      }),
    );
  });

  it('leaves a single p as it is', () => {
    expect(benjaminiHochberg([0.3])).toStrictEqual([0.3]);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses %d', (p) => {
    expect(() => benjaminiHochberg([0.5, p])).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A p-value must lie in 0..1, but number 2 is ${p}.`,
      }),
    );
  });
});
