import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram, mergeHistograms } from './histogram.ts';
import { addMoments, checkMoments, momentsOf, variance } from './moments.ts';

const scale = { id: '-3..3', min: -3, max: 3 };
const values = [-3, -2, -1, 0, 1, 2, 3];
const answers = fc.array(fc.constantFrom(...values), { maxLength: 40 });
const counted = (given: readonly number[]) =>
  histogram(
    scale,
    values.map((value) => given.filter((answer) => answer === value).length),
  );
const identity = (value: number) => value;
const sumOf = (given: readonly number[]) => given.reduce((sum, value) => sum + value, 0);

describe('momentsOf', () => {
  it('adds up what the answers count, one by one', () => {
    fc.assert(
      fc.property(answers, fc.func(fc.integer({ min: -100, max: 100 })), (given, worth) => {
        const worths = given.map((value) => worth(value));
        expect(momentsOf(counted(given), worth)).toStrictEqual({
          n: given.length,
          sum: sumOf(worths) + 0,
          sumOfSquares: sumOf(worths.map((each) => each ** 2)),
        });
      }),
    );
  });

  it('is exact for as many answers as a histogram holds', () => {
    const of = histogram({ id: '1..10', min: 1, max: 10 }, [0, 0, 0, 0, 0, 0, 0, 0, 0, 90_071_992_547_409]);
    expect(momentsOf(of, identity)).toStrictEqual({
      n: 90_071_992_547_409,
      sum: 900_719_925_474_090,
      sumOfSquares: 9_007_199_254_740_900,
    });
  });

  it('has 0 and not -0 without an answer', () => {
    expect(momentsOf(counted([]), identity)).toStrictEqual({ n: 0, sum: 0, sumOfSquares: 0 });
  });

  it('refuses impossible counts', () => {
    expect(() => momentsOf({ scale: '-3..3', min: -3, counts: [1, -1] }, identity)).toThrow(
      'value -2 of scale "-3..3" has -1',
    );
  });
});

describe('addMoments', () => {
  it('gives the moments of all answers together, in any order and grouping', () => {
    fc.assert(
      fc.property(answers, answers, answers, (a, b, c) => {
        const of = (given: number[]) => momentsOf(counted(given), identity);
        const [x, y, z] = [of(a), of(b), of(c)];
        expect(addMoments(x, y)).toStrictEqual(momentsOf(mergeHistograms(counted(a), counted(b)), identity));
        expect(addMoments(y, x)).toStrictEqual(addMoments(x, y));
        expect(addMoments(addMoments(x, y), z)).toStrictEqual(addMoments(x, addMoments(y, z)));
      }),
    );
  });
});

describe('variance', () => {
  it('is the mean square distance from the mean', () => {
    fc.assert(
      fc.property(
        answers.filter(({ length }) => length > 0),
        (given) => {
          const middle = sumOf(given) / given.length;
          const textbook = sumOf(given.map((value) => (value - middle) ** 2)) / given.length;
          expect(variance(momentsOf(counted(given), identity))).toBeCloseTo(textbook, 12);
        },
      ),
    );
  });

  it('is exactly 0 when all answers are equal, and without an answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.nat(), (sevenths, n) => {
        const worth = sevenths / 7;
        expect(variance({ n, sum: n * worth, sumOfSquares: n * worth * worth })).toBe(0);
      }),
    );
  });

  it('tells one different answer among ten billion', () => {
    expect(variance({ n: 1e10, sum: 1, sumOfSquares: 1 }) * 1e10).toBeCloseTo(1, 4);
    expect(variance({ n: 1e10, sum: 1e10 - 1, sumOfSquares: 1e10 - 1 }) * 1e10).toBeCloseTo(1, 4);
  });

  it('refuses impossible moments', () => {
    expect(() => variance({ n: Number.NaN, sum: 0, sumOfSquares: 0 })).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });
});

describe('checkMoments', () => {
  it('takes whatever answers have, in fractions of an answer too', () => {
    const share = fc.double({ min: 0.01, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(answers, share, (given, times) => {
        const { n, sum, sumOfSquares } = momentsOf(counted(given), identity);
        const weighted = { n: n * times, sum: sum * times, sumOfSquares: sumOfSquares * times };
        expect(() => checkMoments(weighted)).not.toThrow();
      }),
    );
  });

  it.each([
    [-1, 0, 0],
    [Number.NaN, 0, 0],
    [Number.POSITIVE_INFINITY, 0, 0],
    [0, 1, 1],
    [0, 0, 1],
    [2, 2, 1.9],
    [2, 0, -1],
    [2, Number.NaN, 2],
    [2, 0, Number.NaN],
    [2, 0, Number.POSITIVE_INFINITY],
  ])('refuses n %d with sum %d and squares %d', (n, sum, sumOfSquares) => {
    expect(() => checkMoments({ n, sum, sumOfSquares })).toThrow(
      expect.objectContaining({
        name: 'MetricsError',
        code: 'argument_invalid',
        message:
          'Moments need a finite n from 0 up and a sum of squares that holds the sum (sum^2 <= n sumOfSquares), but ' +
          `there are n ${n}, sum ${sum} and sumOfSquares ${sumOfSquares}.`,
      }),
    );
  });
});
