import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs } from './duration.ts';

describe('durationMs', () => {
  it.each([
    ['30s', 30_000],
    ['15m', 900_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['0s', 0],
    ['1d', 86_400_000],
    ['730d', 63_072_000_000],
    ['999999d', 86_399_913_600_000],
  ])('%s is %d ms', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each([
    '',
    '7',
    'd',
    '7 d',
    ' 7d',
    '7d ',
    '7d\n',
    '7D',
    '-7d',
    '+7d',
    '1.5h',
    '1e3s',
    '07d',
    '00s',
    '1000000s',
    '1w',
    '1y',
    '100ms',
    '1d12h',
    'P7D',
    '٣d',
  ])('refuses %j, and says what it wants', (text) => {
    expect(() => durationMs(text)).toThrow(RangeError);
    expect(() => durationMs(text)).toThrow('30s, 15m, 12h or 7d');
  });

  it('is a whole number times its unit', () => {
    const units: [unit: string, seconds: number][] = [
      ['s', 1],
      ['m', 60],
      ['h', 60 * 60],
      ['d', 24 * 60 * 60],
    ];
    fc.assert(
      fc.property(fc.nat({ max: 999_999 }), fc.constantFrom(...units), (count, [unit, seconds]) => {
        expect(durationMs(`${count}${unit}`)).toBe(count * seconds * 1_000);
      }),
    );
  });
});
