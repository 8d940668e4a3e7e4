import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { ces } from './ces.ts';
import { cxi, cxiQuestion } from './cxi.ts';
import { effort } from './effort.ts';
import { estimators } from './estimators.ts';
import { rating } from './rating.ts';

const ones = (min: number, max: number, id = `${min}..${max}`) =>
  histogram({ id, min, max }, Array(max - min + 1).fill(1));

describe('estimators', () => {
  it('find every metric under the name that its estimate has', () => {
    const answers = {
      nps: ones(0, 10),
      csat: ones(1, 5),
      ces: ones(1, 7),
      cxi: ones(1, 5),
      pmf: ones(1, 3),
      rating: ones(1, 10),
      thumbs: ones(0, 1),
    };
    expect(Object.keys(estimators)).toStrictEqual(Object.keys(answers));
    for (const name of Object.keys(answers) as (keyof typeof answers)[])
      expect(estimators[name](answers[name], { confidence: 0.8 })).toMatchObject({
        metric: name,
        confidence: 0.8,
      });
  });

  it.each([
    ['ces', ones(1, 7), ces],
    ['ces', ones(1, 5, '1..5:effort'), effort],
    ['cxi', ones(1, 5), cxiQuestion],
    ['cxi', ones(-3, 3), cxi],
  ] as const)('let the scale decide: %s of %o', (name, of, estimator) => {
    expect(estimators[name](of)).toStrictEqual(estimator(of));
  });

  it('refuse a scale of neither edition and name it', () => {
    expect(() => estimators.ces(ones(1, 5))).toThrow('this histogram is on scale "1..5" of 1..5.');
    expect(() => estimators.cxi(ones(1, 7))).toThrow('this histogram is on scale "1..7" of 1..7.');
  });

  it('hand the top boxes on to ratings', () => {
    expect(estimators.rating(ones(1, 10), { top: 9 })).toStrictEqual(rating(ones(1, 10), { top: 9 }));
  });
});
