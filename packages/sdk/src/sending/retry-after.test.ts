import { describe, expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-22T07:00:00.000Z');

describe('Retry-After', () => {
  test.each<[string | null, number]>([
    ['10', 10_000],
    ['0', 0],
    ['-5', 0],
    ['999999999', 86_400_000],
    ['Sun, 22 Nov 2026 07:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 06:00:00 GMT', 0],
    ['Sun, 22 Nov 2099 07:00:00 GMT', 86_400_000],
    ['soon', 0],
    ['', 0],
    [null, 0],
  ])('%j asks to wait %d ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
