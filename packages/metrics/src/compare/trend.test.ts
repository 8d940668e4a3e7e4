import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homogeneity } from './homogeneity.ts';
import { momentsOfList, none, worths } from './moments.fixture.ts';
import { shareMoments } from './share-moments.ts';
import { trend } from './trend.ts';

const lists = fc.array(worths, { minLength: 2, maxLength: 8 });

describe('trend', () => {
  it("is the X-squared of R's prop.trend.test for the smokers of Fleiss (1981)", () => {
    const hits = [83, 90, 129, 70];
    const smokers = [86, 93, 136, 82].map((n, index) => shareMoments({ hits: hits[index] ?? 0, n }));
    const test = trend(smokers);
    expect((test?.z ?? 0) ** 2).toBeCloseTo(8.2249, 4);
    expect(test?.p).toBeCloseTo(0.004132, 6);
    expect(test?.z).toBeLessThan(0);
  });

  it('is the correlation of time and worth over all answers, times sqrt N', () => {
    fc.assert(
      fc.property(lists, (of) => {
        const points = of.flatMap((list, time) => list.map((worth) => ({ time, worth })));
        const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / points.length;
        const time = meanOf(points.map((point) => point.time));
        const worth = meanOf(points.map((point) => point.worth));
        const together = meanOf(points.map((point) => (point.time - time) * (point.worth - worth)));
        const times = meanOf(points.map((point) => (point.time - time) ** 2));
        const worths = meanOf(points.map((point) => (point.worth - worth) ** 2));
        fc.pre(worths > 1e-9);
        const expected = (together / Math.sqrt(times * worths)) * Math.sqrt(points.length);
        expect(trend(of.map(momentsOfList))?.z).toBeCloseTo(expected, 8);
      }),
    );
  });

  it('never finds more than there is between the groups at all, and between two groups all of it', () => {
    fc.assert(
      fc.property(lists, (of) => {
        const groups = of.map(momentsOfList);
        const square = (trend(groups)?.z ?? Number.NaN) ** 2;
        const between = homogeneity(groups)?.statistic ?? Number.NaN;
        expect(square).toBeLessThanOrEqual(between + 1e-8);
        if (groups.length === 2) expect(square).toBeCloseTo(between, 8);
      }),
    );
  });

  it('does not depend on the unit and the origin of time, and turns its sign with its direction', () => {
    fc.assert(
      fc.property(lists, (of) => {
        const groups = of.map(momentsOfList);
        const z = trend(groups)?.z ?? Number.NaN;
        expect(trend(groups, { at: groups.map((_, index) => 2024 + index / 12) })?.z).toBeCloseTo(z, 6);
        expect(trend(groups, { at: groups.map((_, index) => -index) })?.z).toBeCloseTo(-z, 8);
      }),
    );
  });

  it('keeps its digits over dates in milliseconds and large counts', () => {
    const groups = [
      [3, 81],
      [4e11, 1e12],
      [1, 2],
    ].map(([hits = 0, n = 0]) => shareMoments({ hits, n }));
    const day = 86_400_000;
    const dated = trend(groups, { at: [1.7e12, 1.7e12 + day, 1.7e12 + 2 * day] });
    expect(dated?.z).toBeCloseTo(trend(groups)?.z ?? Number.NaN, 9);
    expect(trend(groups, { at: [0, 1e200, 2e200] })?.z).toBeCloseTo(dated?.z ?? Number.NaN, 9);
  });

  it('leaves out groups without answers, and keeps the times of the others', () => {
    const [a, b, c] = [momentsOfList([1, 0, -1]), momentsOfList([1, 0, -1, -1]), momentsOfList([-1, 0])];
    expect(trend([a, none, b, c, none])).toStrictEqual(trend([a, b, c], { at: [0, 2, 3] }));
  });

  it('is null when the groups with answers have fewer than two times', () => {
    const some = momentsOfList([1, 0, -1]);
    expect(trend([])).toBeNull();
    expect(trend([none, some])).toBeNull();
    expect(trend([some, none, momentsOfList([1])], { at: [0.1, 0.2, 0.1] })).toBeNull();
  });

  it('sees nothing but chance in equal answers', () => {
    expect(trend([momentsOfList([1, 1]), momentsOfList([1])])).toStrictEqual({ z: 0, p: 1 });
  });

  it('refuses impossible moments', () => {
    expect(() => trend([momentsOfList([1]), { n: 2, sum: 3, sumOfSquares: 3 }])).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message: expect.stringContaining('sum 3') }),
    );
  });

  it.each([[[1]], [[1, 2, 3]], [[1, Number.NaN]], [[1, Number.POSITIVE_INFINITY]]])(
    'refuses %j as the times of two groups',
    (at) => {
      const some = momentsOfList([1, 0, -1]);
      expect(() => trend([some, some], { at })).toThrow(
        expect.objectContaining({
          code: 'argument_invalid',
          message: `A trend needs one finite time for each of 2 groups, but the times are [${at.join(', ')}].`,
        }),
      );
    },
  );
});
