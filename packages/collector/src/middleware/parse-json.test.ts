import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

describe('JSON from the wire', () => {
  test.each([
    [String.raw`"\ud83d"`, '\ufffd'],
    [String.raw`"\uDE00x"`, '\ufffdx'],
    [String.raw`"\ud83d\ud83d\ude00"`, '\ufffd😀'],
    [String.raw`"\ud83d\ude00"`, '😀'],
    [String.raw`"\u0000"`, '\ufffd'],
    [String.raw`"a\\ud83d"`, String.raw`a\ud83d`],
    [String.raw`"a\\\ud83d"`, 'a\\\ufffd'],
    [String.raw`{"\ud800":1}`, { '\ufffd': 1 }],
    [String.raw`"\u0041\n\ud7ff\ue000"`, 'A\n\ud7ff\ue000'],
  ])('%s is a text that can be kept', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  test('any other text is what JSON says', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme' }), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('every text that comes out can be kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0xd800, max: 0xdfff }), (text, half) => {
        const broken = text.replaceAll('\0', '') + String.fromCharCode(half);
        const kept = parseJson(JSON.stringify(broken)) as string;
        expect(kept).toBe(broken.toWellFormed());
      }),
    );
  });

  test('what is no JSON is refused', () => {
    expect(() => parseJson(String.raw`"\ud83`)).toThrow(SyntaxError);
  });
});
