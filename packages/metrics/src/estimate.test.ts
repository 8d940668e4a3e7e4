import { describe, expect, it } from 'vitest';
import { estimateOf } from './estimate.ts';
import { histogram } from './histogram.ts';

const recipe = { metric: 'nps', method: 'wilson', confidence: 0.95 } as const;
const signs = { id: '-1..1', min: -1, max: 1 };

describe('estimateOf', () => {
  it('turns every -0 into 0', () => {
    const measure = () => ({ score: -0, low: -0, high: -0 });
    expect(estimateOf(histogram(signs, [1, 0, 1]), { ...recipe, measure })).toMatchObject({
      score: 0,
      low: 0,
      high: 0,
      mean: 0,
    });
  });

  it('does not measure what is empty', () => {
    const measure = () => {
      throw new Error('measured');
    };
    expect(estimateOf(histogram(signs, [0, 0, 0]), { ...recipe, measure }).score).toBeNull();
  });

  it('refuses impossible counts and confidences before it measures', () => {
    const measure = () => ({ score: 1, low: 0, high: 2 });
    const of = { scale: '-1..1', min: -1, counts: [1, Number.NaN, 1] };
    expect(() => estimateOf(of, { ...recipe, measure })).toThrow(
      expect.objectContaining({ code: 'histogram_invalid' }),
    );
    expect(() => estimateOf(histogram(signs, [1, 0, 1]), { ...recipe, confidence: 2, measure })).toThrow(
      expect.objectContaining({ code: 'confidence_invalid' }),
    );
  });
});
