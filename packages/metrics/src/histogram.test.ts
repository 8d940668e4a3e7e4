import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAt, type Histogram, histogram, mergeHistograms, requireScale, total } from './histogram.ts';

const three = { id: '1..3', min: 1, max: 3 };
const signs = { id: '-3..3', min: -3, max: 3 };
/** No count for the value 2. */
const holed: number[] = Object.assign(Array(3), { 0: 2, 2: 5 });
const answers = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 40 });
const counted = (given: readonly number[]): Histogram =>
  histogram(
    signs,
    [-3, -2, -1, 0, 1, 2, 3].map((value) => given.filter((answer) => answer === value).length),
  );

describe('histogram', () => {
  it('keeps the counts, and not the array that it was given', () => {
    const counts = [2, 0, 5];
    const made = histogram(three, counts);
    counts[0] = 99;
    expect(made).toStrictEqual({ scale: '1..3', min: 1, counts: [2, 0, 5] });
  });

  it('never keeps -0', () => {
    expect(histogram({ id: '0..1', min: -0, max: 1 }, [-0, 0])).toStrictEqual({
      scale: '0..1',
      min: 0,
      counts: [0, 0],
    });
  });

  it.each([
    ['negative', [2, -1, 5], 'value 2 of scale "1..3" has -1'],
    ['fractional', [2, 0, 0.5], 'value 3 of scale "1..3" has 0.5'],
    ['NaN', [Number.NaN, 0, 5], 'value 1 of scale "1..3" has NaN'],
    ['infinite', [2, Number.POSITIVE_INFINITY, 5], 'value 2 of scale "1..3" has Infinity'],
    ['unsafe', [2, 2 ** 53, 5], 'value 2 of scale "1..3" has 9007199254740992'],
    ['missing', holed, 'value 2 of scale "1..3" has NaN'],
    ['too few', [2, 5], 'Scale "1..3" has 3 values, but the number of counts given is 2.'],
    ['too many', [2, 5, 1, 1], 'Scale "1..3" has 3 values, but the number of counts given is 4.'],
    ['too large together', [90_071_992_547_409, 1, 0], 'at most 90071992547409 answers'],
  ])('refuses counts that are %s', (_, counts, sentence) => {
    const make = () => histogram(three, counts);
    expect(make).toThrow(expect.objectContaining({ name: 'MetricsError', code: 'histogram_invalid' }));
    expect(make).toThrow(sentence);
  });

  it.each([
    [3, 1],
    [0.5, 2.5],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
  ])('refuses a scale from %d to %d', (min, max) => {
    expect(() => histogram({ id: 'odd', min, max }, [1, 2])).toThrow(
      expect.objectContaining({
        code: 'histogram_invalid',
        message: `Scale "odd" must run from one integer up to another, but it runs from ${min} to ${max}.`,
      }),
    );
  });
});

describe('countAt', () => {
  it('refuses a hole in a histogram that was made by hand', () => {
    expect(() => countAt({ scale: '1..3', min: 1, counts: holed }, 1)).toThrow(
      'value 2 of scale "1..3" has undefined',
    );
  });
});

describe('requireScale', () => {
  const of = histogram(three, [1, 1, 1]);

  it('takes a histogram on one of the scales', () => {
    expect(() => requireScale(of, 'Joy', ['-3..3', '1..3'])).not.toThrow();
    const named = histogram({ ...three, id: '1..3:joy' }, [1, 1, 1]);
    expect(() => requireScale(named, 'Joy', ['1..3:joy'])).not.toThrow();
  });

  it('refuses every other one, and names all', () => {
    expect(() => requireScale(of, 'Joy', ['-3..3', '1..3:joy'])).toThrow(
      expect.objectContaining({
        name: 'MetricsError',
        code: 'histogram_invalid',
        message:
          'Joy is defined on scale "-3..3" or "1..3:joy", but this histogram is on scale "1..3" of 1..3.',
      }),
    );
  });

  it.each([
    { scale: '1..3', min: 1, counts: [1, 1] },
    { scale: '1..3', min: 0, counts: [1, 1, 1, 1] },
    { scale: '1..30', min: 1, counts: [1, 1, 1] },
  ])('refuses a histogram that is not on the range of its id', (made) => {
    expect(() => requireScale(made, 'Joy', [made.scale])).toThrow('but this histogram is on scale "1..3');
  });
});

describe('total', () => {
  it('is the number of answers', () => {
    expect(total(histogram(three, [0, 0, 0]))).toBe(0);
    fc.assert(
      fc.property(answers, (given) => {
        expect(total(counted(given))).toBe(given.length);
      }),
    );
  });
});

describe('mergeHistograms', () => {
  it('is the histogram of all answers together, in any order and grouping', () => {
    fc.assert(
      fc.property(answers, answers, answers, (a, b, c) => {
        const [x, y, z] = [counted(a), counted(b), counted(c)];
        expect(mergeHistograms(x, y)).toStrictEqual(counted([...a, ...b]));
        expect(mergeHistograms(y, x)).toStrictEqual(mergeHistograms(x, y));
        expect([x, y, z].reduce(mergeHistograms)).toStrictEqual(mergeHistograms(x, mergeHistograms(y, z)));
      }),
    );
  });

  it.each([
    [{ id: '0..10', min: 0, max: 10 }, 'scale "1..3" (1 to 3) and on scale "0..10" (0 to 10)'],
    [{ id: '1..3:effort', min: 1, max: 3 }, 'scale "1..3" (1 to 3) and on scale "1..3:effort" (1 to 3)'],
    [{ id: '1..3', min: 0, max: 2 }, 'scale "1..3" (1 to 3) and on scale "1..3" (0 to 2)'],
  ])('refuses another scale and names both: %o', (scale, sentence) => {
    const other = histogram(scale, Array(scale.max - scale.min + 1).fill(1));
    const merge = () => mergeHistograms(histogram(three, [1, 1, 1]), other);
    expect(merge).toThrow(expect.objectContaining({ name: 'MetricsError', code: 'scale_mixed' }));
    expect(merge).toThrow(sentence);
  });

  it('refuses counts that would cancel out', () => {
    const impossible = { scale: '1..3', min: 1, counts: [-1, 0, 0] };
    expect(() => mergeHistograms(histogram(three, [1, 0, 0]), impossible)).toThrow(
      'value 1 of scale "1..3" has -1',
    );
    expect(() => mergeHistograms(impossible, histogram(three, [1, 0, 0]))).toThrow(
      'value 1 of scale "1..3" has -1',
    );
  });
});
