import { describe, expect, it } from 'vitest';
import { estimateOf } from './estimate.ts';
import { histogram } from './histogram.ts';
import { momentsOf } from './moments.ts';

const signs = { id: '-1..1', min: -1, max: 1 };
const recipe = (counts: readonly number[]) => {
  const of = histogram(signs, counts);
  return {
    of,
    metric: 'nps',
    method: 't',
    confidence: 0.95,
    moments: momentsOf(of, (sign) => sign),
  } as const;
};

describe('estimateOf', () => {
  it('puts the score and its interval beside what they were made of', () => {
    const { of, ...made } = recipe([1, 0, 3]);
    const estimate = estimateOf(of, {
      ...made,
      interval: ({ n }, confidence) => ({ low: confidence, high: n }),
    });
    expect(estimate).toStrictEqual({
      metric: 'nps',
      scale: '-1..1',
      n: 4,
      score: 0.5,
      low: 0.95,
      high: 4,
      mean: 0.5,
      confidence: 0.95,
      method: 't',
      moments: { n: 4, sum: 2, sumOfSquares: 4 },
      histogram: of,
    });
  });

  it('does not measure what is empty', () => {
    const { of, ...made } = recipe([0, 0, 0]);
    const interval = () => {
      throw new Error('measured');
    };
    expect(estimateOf(of, { ...made, interval }).score).toBeNull();
  });

  it('refuses impossible confidences before it measures', () => {
    const { of, ...made } = recipe([0, 0, 0]);
    const interval = () => ({ low: 0, high: 2 });
    expect(() => estimateOf(of, { ...made, confidence: 2, interval })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});
