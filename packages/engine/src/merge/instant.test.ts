import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInstants } from './instant.ts';

/** An instant as it is written, and its nanoseconds since 1970. */
interface Written {
  text: string;
  ns: bigint;
}

const written: fc.Arbitrary<Written> = fc
  .record({
    // Few seconds, so that often only the digits behind the point differ.
    second: fc.constantFrom(
      Date.UTC(2026, 10, 22, 7),
      Date.UTC(2026, 10, 22, 7, 0, 1),
      Date.UTC(1969, 11, 31, 23, 59, 59),
    ),
    digits: fc.array(fc.constantFrom('0', '0', '1', '9'), { maxLength: 9 }).map((all) => all.join('')),
    zone: fc.constantFrom<[string, number]>(
      ['Z', 0],
      ['+00:00', 0],
      ['-00:00', 0],
      ['+05:30', 330],
      ['-12:00', -720],
    ),
  })
  .map(({ second, digits, zone: [zone, minutes] }) => ({
    text: `${new Date(second + minutes * 60_000).toISOString().slice(0, 19)}${digits && `.${digits}`}${zone}`,
    ns: BigInt(second) * 1_000_000n + BigInt(digits.padEnd(9, '0')),
  }));

const sign = (value: number | bigint) => (value > 0 ? 1 : value < 0 ? -1 : 0);

describe('compareInstants', () => {
  it.each([
    ['2026-11-22T07:00:00Z', '2026-11-22T07:00:01Z', -1],
    ['2026-11-22T07:00:00Z', '2026-11-22T08:00:00+01:00', 0],
    ['2026-11-22T07:00:00.1Z', '2026-11-22T07:00:00.100+00:00', 0],
    ['2026-11-22T07:00:00Z', '2026-11-22T07:00:00.000000Z', 0],
    ['2026-11-22T07:00:00.1Z', '2026-11-22T07:00:00.1005Z', -1],
    ['2026-11-22T07:00:00.1239Z', '2026-11-22T05:00:00.1231-02:00', 1],
    ['2026-11-22T07:00:00Z', '2026-11-22T07:00:00.000000001Z', -1],
  ])('%s and %s: %d', (a, b, order) => {
    expect(sign(compareInstants(a, b))).toBe(order);
    expect(sign(compareInstants(b, a))).toBe(sign(-order));
  });

  it('is the order in time, to the last digit, however the instants are written', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        expect(sign(compareInstants(a.text, b.text))).toBe(sign(a.ns - b.ns));
      }),
      { numRuns: 3_000 },
    );
  });
});
