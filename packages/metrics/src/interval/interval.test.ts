import { describe, expect, it } from 'vitest';
import { criticalValue } from './interval.ts';

describe('criticalValue', () => {
  it.each([
    [0.5, 0.6744897501960817],
    [0.9, 1.6448536269514722],
    [0.95, 1.959963984540054],
    [0.99, 2.5758293035489004],
    [0.999, 3.2905267314919255],
  ])('of %d is %d', (confidence, z) => {
    expect(criticalValue(confidence)).toBeCloseTo(z, 12);
  });

  it('is finite and never -0 for the smallest and the largest confidence', () => {
    expect(criticalValue(Number.MIN_VALUE)).toBe(0);
    expect(criticalValue(1 - Number.EPSILON / 2)).toBeCloseTo(8.2924, 3);
  });

  it.each([0, 1, -0.95, 1.5, 95, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (confidence) => {
    expect(() => criticalValue(confidence)).toThrow(
      expect.objectContaining({
        name: 'MetricsError',
        code: 'confidence_invalid',
        message: `A confidence must lie between 0 and 1, such as 0.95, but it is ${confidence}.`,
      }),
    );
  });
});
