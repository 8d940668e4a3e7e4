import { describe, expect, test } from 'vitest';
import { uuidV7 } from './uuid.ts';

describe('uuidV7', () => {
  test('is the example of RFC 9562, appendix A.6', () => {
    const bytes = Uint8Array.from([
      0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f,
    ]);
    expect(uuidV7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-88c4-dc0c0c07398f');
  });

  test('has its version and variant whatever the bytes are, and sorts by time', () => {
    for (const byte of [0, 127, 128, 255])
      expect(uuidV7(1, new Uint8Array(16).fill(byte))).toMatch(
        /^00000000-0001-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    expect(uuidV7(1_000, new Uint8Array(16).fill(255)) < uuidV7(1_001, new Uint8Array(16))).toBe(true);
  });
});
