import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { rating } from './rating.ts';

const scaleOf = (points: number) => ({ id: `1..${points}`, min: 1, max: points });

describe('rating', () => {
  it.each([2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'is the mean of %d points, or the share from a value up',
    (points) => {
      const of = histogram(scaleOf(points), Array(points).fill(1));
      expect(rating(of)).toMatchObject({ score: (points + 1) / 2, method: 't' });
      expect(rating(of, { top: points })).toMatchObject({ score: 100 / points, method: 'wilson' });
      expect(rating(of, { top: 2 }).score).toBe((100 * (points - 1)) / points);
    },
  );

  it('has the mean beside the share', () => {
    expect(rating(histogram(scaleOf(3), [1, 0, 1]), { top: 3 }).mean).toBe(2);
  });

  it.each([1, 11])('refuses a scale of %d points', (points) => {
    expect(() => rating(histogram(scaleOf(points), Array(points).fill(1)))).toThrow(
      expect.objectContaining({ code: 'histogram_invalid' }),
    );
  });

  it.each([0, 1, 6, 2.5, Number.NaN])('refuses top boxes from %d up on five points', (top) => {
    expect(() => rating(histogram(scaleOf(5), [1, 1, 1, 1, 1]), { top })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The top boxes of scale "1..5" must start at an integer 2 to 5, but top is ${top}.`,
      }),
    );
  });
});
