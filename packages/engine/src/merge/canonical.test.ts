import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from './canonical.ts';

/** RFC 8785, appendix B: the bits of a number, and its text. NaN and the infinities are no JSON. */
const appendixB: [bits: string, text: string][] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

function numberOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

/** The same value with the keys of every object put in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

const json = fc.jsonValue({ noUnicodeString: false, depthSize: 'medium' });

describe('canonical', () => {
  it.each(appendixB)('writes the number %s as %s', (bits, text) => {
    expect(canonical(numberOf(bits))).toBe(text);
  });

  it('writes the example of RFC 8785, section 3.2.2', () => {
    const example = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonical(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts keys by UTF-16 code units, as in RFC 8785, section 3.2.3', () => {
    const example = JSON.parse(String.raw`{
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    }`);
    expect(canonical(example).match(/[A-Z][A-Za-z: ]+(?=")/g)).toStrictEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('sorts digits as text, prefixes first, at every depth, and leaves lists alone', () => {
    expect(canonical({ 10: { b: [{ d: 1, c: [3, 1, 2] }], a: {} }, 9: [], 1: 0, '': '' })).toBe(
      '{"":"","1":0,"10":{"a":{},"b":[{"c":[3,1,2],"d":1}]},"9":[]}',
    );
  });

  it('escapes what JSON must and nothing else', () => {
    expect(canonical('\b\t\n\f\r"\\/\u0000\u001f\u007f\u2028é😀')).toBe(
      '"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\u007f\u2028é😀"',
    );
  });

  it('drops members that are undefined and keeps those that are null', () => {
    expect(canonical({ a: undefined, b: null, c: { d: undefined }, e: [{ f: undefined }] })).toBe(
      '{"b":null,"c":{},"e":[{}]}',
    );
  });

  it('takes keys that every object inherits for what they are', () => {
    expect(canonical(JSON.parse('{"constructor":1,"__proto__":{"b":1,"a":2}}'))).toBe(
      '{"__proto__":{"a":2,"b":1},"constructor":1}',
    );
  });

  it('is JSON for the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonical(value))).toStrictEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is one text for one value, whatever the order of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(shuffled(value))).toBe(canonical(value));
      }),
    );
  });

  it('has different texts for different values', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const same = canonical(a) === canonical(b);
        // A plain sorted dump, to tell whether the two are equal.
        expect(same).toBe(JSON.stringify(sortedPairs(a)) === JSON.stringify(sortedPairs(b)));
      }),
    );
  });
});

/** An object as a list of its pairs in one order, so that texts of equal values are equal. */
function sortedPairs(value: unknown): unknown {
  if (Array.isArray(value)) return { list: value.map(sortedPairs) };
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, member]): [string, unknown] => [key, sortedPairs(member)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
