import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { net, netMoments, netVariance } from './net.ts';
import { present } from './present.fixture.ts';

const count = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e9, noNaN: true }));
const counts = fc
  .record({ detractors: count, passives: count, promoters: count })
  .filter(({ detractors, passives, promoters }) => detractors + passives + promoters > 0);

describe('net, netVariance and netMoments', () => {
  it('stay within their ranges', () => {
    fc.assert(
      fc.property(counts, (of) => {
        expect(Math.abs(present(net(of)))).toBeLessThanOrEqual(1);
        expect(present(netVariance(of))).toBeGreaterThanOrEqual(0);
        expect(present(netVariance(of))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are the mean, the population variance and the sums of -1, 0 and +1', () => {
    const few = fc.nat({ max: 20 });
    const one = fc
      .record({ detractors: few, passives: few, promoters: few })
      .filter((of) => of.detractors + of.passives + of.promoters > 0);
    fc.assert(
      fc.property(one, (of) => {
        const signs = [
          ...Array(of.detractors).fill(-1),
          ...Array(of.passives).fill(0),
          ...Array(of.promoters).fill(1),
        ] as number[];
        const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        const middle = average(signs);
        expect(netMoments(of)).toStrictEqual({
          n: signs.length,
          sum: of.promoters - of.detractors,
          sumOfSquares: of.promoters + of.detractors,
        });
        expect(present(net(of))).toBeCloseTo(middle, 12);
        expect(present(netVariance(of))).toBeCloseTo(average(signs.map((sign) => (sign - middle) ** 2)), 12);
      }),
    );
  });

  it.each([
    [-1, 1, 1],
    [1, Number.NaN, 1],
    [1, 1, Number.POSITIVE_INFINITY],
  ])('refuse %d, %d and %d', (detractors, passives, promoters) => {
    for (const measure of [net, netVariance, netMoments])
      expect(() => measure({ detractors, passives, promoters })).toThrow(
        expect.objectContaining({
          code: 'argument_invalid',
          message:
            'A net score needs finite counts from 0 up, but there are ' +
            `${detractors} detractors, ${passives} passives and ${promoters} promoters.`,
        }),
      );
  });

  it('are null without an answer', () => {
    const nobody = { detractors: 0, passives: 0, promoters: 0 };
    expect(net(nobody)).toBeNull();
    expect(netVariance(nobody)).toBeNull();
    expect(netMoments(nobody)).toStrictEqual({ n: 0, sum: 0, sumOfSquares: 0 });
  });
});
