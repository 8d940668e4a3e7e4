import { describe, expect, it } from 'vitest';
import { precision } from './precision.ts';

describe('precision', () => {
  it.each([
    [0, 'counts_only'],
    [9, 'counts_only'],
    [10, 'low'],
    [29, 'low'],
    [30, 'normal'],
    [1e10, 'normal'],
  ])('of %d answers is %s', (n, expected) => {
    expect(precision(n)).toBe(expected);
  });

  it('takes either threshold from the project', () => {
    expect(precision(4, { countsOnlyBelow: 4 })).toBe('low');
    expect(precision(3, { countsOnlyBelow: 4 })).toBe('counts_only');
    expect(precision(49, { lowBelow: 50 })).toBe('low');
    expect(precision(50, { lowBelow: 50 })).toBe('normal');
  });

  it.each([
    [-1, 10, 30],
    [Number.NaN, 10, 30],
    [50, Number.NaN, 30],
    [50, 10, Number.NaN],
  ])('refuses %d answers with thresholds %d and %d', (n, countsOnlyBelow, lowBelow) => {
    expect(() => precision(n, { countsOnlyBelow, lowBelow })).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });
});
