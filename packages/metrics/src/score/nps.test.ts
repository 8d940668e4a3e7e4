import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { nps, npsCategory, npsCounts } from './nps.ts';

const scale = { id: '0..10', min: 0, max: 10 };
const none = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

describe('nps', () => {
  it('is 0 and not -0 when promoters and detractors are equally many', () => {
    expect(nps(histogram(scale, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])).score).toBe(0);
    expect(nps(histogram(scale, [0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0])).score).toBe(0);
  });

  it('divides once, so that it is the double nearest to the fraction', () => {
    expect(nps(histogram(scale, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2])).score).toBe(100 / 3);
  });

  it('takes another scale of as many values for another', () => {
    const effort = histogram({ ...scale, id: '0..10:effort' }, none);
    const sentence =
      'NPS is defined on scale "0..10", but this histogram is on scale "0..10:effort" of 0..10.';
    expect(() => nps(effort)).toThrow(sentence);
    expect(() => npsCounts(effort)).toThrow(sentence);
  });
});

describe('npsCounts', () => {
  it('counts every value once', () => {
    expect(npsCounts(histogram(scale, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]))).toStrictEqual({
      detractors: 127,
      passives: 384,
      promoters: 1536,
    });
  });

  it('refuses impossible counts by itself', () => {
    expect(() => npsCounts({ scale: '0..10', min: 0, counts: [-1, ...none.slice(1)] })).toThrow(
      'value 0 of scale "0..10" has -1',
    );
  });
});

describe('npsCategory', () => {
  it.each([-1, 11, 6.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => {
    expect(() => npsCategory(value)).toThrow(
      expect.objectContaining({
        name: 'MetricsError',
        code: 'value_out_of_scale',
        message: `An NPS answer must be an integer 0 to 10, but it is ${value}.`,
      }),
    );
  });
});
