import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { csat, csatCategory, csatCounts } from './csat.ts';

const scaleOf = (points: number) => ({ id: `1..${points}`, min: 1, max: points });
const topBoxes: Record<number, number[]> = { 2: [2], 3: [3], 4: [3, 4], 5: [4, 5] };

describe('csat', () => {
  it('has an interval up to exactly 100, or from exactly 0, when all agree', () => {
    expect(csat(histogram(scaleOf(5), [0, 0, 0, 1, 2])).high).toBe(100);
    expect(csat(histogram(scaleOf(5), [1, 0, 2, 0, 0])).low).toBe(0);
  });

  it('keeps neutral answers in the base', () => {
    expect(csat(histogram(scaleOf(3), [0, 3, 1])).score).toBe(25);
  });

  it.each([
    ['1..6', 1, 6],
    ['1..1', 1, 1],
    ['1..5:effort', 1, 5],
  ])('refuses scale %s, and names all of its own', (id, min, max) => {
    expect(() => csat(histogram({ id, min, max }, Array(max).fill(1)))).toThrow(
      'CSAT is defined on scale "1..2" or "1..3" or "1..4" or "1..5", ' +
        `but this histogram is on scale "${id}" of ${min}..${max}.`,
    );
  });
});

describe('csatCounts', () => {
  it('refuses impossible counts by itself', () => {
    expect(() => csatCounts({ scale: '1..2', min: 1, counts: [-1, 1] })).toThrow(
      'value 1 of scale "1..2" has -1',
    );
  });

  it('has no neutral answers on an even scale', () => {
    expect(csatCounts(histogram(scaleOf(4), [1, 2, 3, 4]))).toStrictEqual({
      negative: 3,
      neutral: 0,
      positive: 7,
    });
  });
});

describe('csatCategory', () => {
  it.each(Object.entries(topBoxes))('has the top boxes of %s points', (of, boxes) => {
    const all = Array.from({ length: Number(of) }, (_, index) => index + 1);
    expect(all.filter((value) => csatCategory(value, Number(of)) === 'positive')).toStrictEqual(boxes);
  });

  it.each([0, 6, 2.5, Number.NaN])('refuses the answer %d', (value) => {
    expect(() => csatCategory(value, 5)).toThrow(
      expect.objectContaining({
        code: 'value_out_of_scale',
        message: `A CSAT answer of 5 points must be an integer 1 to 5, but it is ${value}.`,
      }),
    );
  });

  it.each([1, 6, 2.5, Number.NaN])('refuses a scale of %d points', (of) => {
    expect(() => csatCategory(1, of)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A CSAT scale has 2 to 5 points, but this one has ${of}.`,
      }),
    );
  });
});
