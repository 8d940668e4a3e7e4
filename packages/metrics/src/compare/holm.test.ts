import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { holm } from './holm.ts';

const pValues = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 1)), {
  maxLength: 30,
});

describe('holm', () => {
  it('is the greatest (m - rank + 1) p up to each p', () => {
    fc.assert(
      fc.property(pValues, (list) => {
        const sorted = list.toSorted((a, b) => a - b);
        const adjusted = holm(list);
        expect(adjusted).toHaveLength(list.length);
        for (const [index, p] of list.entries()) {
          const below = sorted.map((each, rank) =>
            each <= p ? Math.min(1, (list.length - rank) * each) : 0,
          );
          expect(adjusted[index]).toBeCloseTo(Math.max(...below), 12);
        }
      }),
    );
  });

  it('is never below what Benjamini and Hochberg have, nor above what Bonferroni has', () => {
    fc.assert(
      fc.property(pValues, (list) => {
        const lower = benjaminiHochberg(list);
        for (const [index, adjusted] of holm(list).entries()) {
          expect(adjusted).toBeGreaterThanOrEqual((lower[index] ?? 2) - 1e-12);
          expect(adjusted).toBeLessThanOrEqual(Math.min(1, list.length * (list[index] ?? 0)));
        }
      }),
    );
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses %d', (p) => {
    expect(() => holm([p])).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A p-value must lie in 0..1, but number 1 is ${p}.`,
      }),
    );
  });
});
