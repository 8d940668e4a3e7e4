import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquared, countsOf, gridStatistic } from './chi-squared.fixture.ts';
import { sticky } from './sampling.ts';

const people = Array.from({ length: 100_000 }, (_, index) => `u-${index}`);
const anyText = fc.string({ unit: 'binary' });

/** The hash once more, in arithmetic that cannot overflow: FNV-1a, then the finaliser of MurmurHash3. */
function reference(key: string): number {
  const word = (value: bigint) => value % 2n ** 32n;
  let hash = 2_166_136_261n;
  for (const unit of key.split('')) hash = word((hash ^ BigInt(unit.charCodeAt(0))) * 16_777_619n);
  hash = word((hash ^ (hash >> 16n)) * 2_246_822_507n);
  hash = word((hash ^ (hash >> 13n)) * 3_266_489_909n);
  return Number(hash ^ (hash >> 16n)) / 2 ** 32;
}

describe('sticky', () => {
  it.each([
    ['', 0xab3e_7c0b],
    ['foobar', 0x0c0d_a6dc],
    ['u-17\nticket_closed', 0x5c16_fd9e],
    ['é😀\nt', 0xa37f_dbe7],
  ])('is the same on every machine and in every release: %j', (key, hash) => {
    expect(sticky(key)).toBe(hash / 2 ** 32);
  });

  it('is FNV-1a over UTF-16 code units with the finaliser of MurmurHash3', () => {
    fc.assert(
      fc.property(anyText, (key) => {
        expect(sticky(key)).toBe(reference(key));
      }),
    );
  });

  it('lies in [0, 1), the same for the same key', () => {
    fc.assert(
      fc.property(anyText, (key) => {
        const value = sticky(key);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
        expect(sticky(key)).toBe(value);
      }),
    );
  });

  // Quantiles of chi-squared with 99 degrees of freedom: 0.0005 is 56.0, 0.9995 is 152.2.
  it.each([
    ['numbered people', (index: number) => `u-${index}\nticket_closed\n0`],
    ['bare numbers', (index: number) => String(index)],
    ['numbers in front', (index: number) => `${index}@example.com\nrelationship\n0`],
    ['random-looking ids', (index: number) => `${((index * 2_654_435_761) % 2 ** 32).toString(16)}\nt\n0`],
    ['a long common start', (index: number) => `${'account/acme/person/'.repeat(5)}${index}`],
  ])('is uniform over %s', (_, keyOf) => {
    const bins = people.map((_person, index) => Math.floor(sticky(keyOf(index)) * 100));
    expect(chiSquared(countsOf(bins, 100))).toBeGreaterThan(56);
    expect(chiSquared(countsOf(bins, 100))).toBeLessThan(152.2);
  });

  it('is independent between people who differ in their last character', () => {
    const pairs = people.map((_, index): [number, number] => [
      sticky(`u-${index}\nt`),
      sticky(`u-${index + 1}\nt`),
    ]);
    expect(gridStatistic(pairs)).toBeLessThan(499);
  });
});
