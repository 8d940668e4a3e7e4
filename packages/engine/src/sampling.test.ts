import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSample, sticky } from './sampling.ts';

const people = Array.from({ length: 100_000 }, (_, index) => `u-${index}`);
const anyText = fc.string({ unit: 'binary' });
const probability = fc.double({ min: 0, max: 1, noNaN: true });

/** The hash once more, in arithmetic that cannot overflow: FNV-1a, then the finaliser of MurmurHash3. */
function reference(key: string): number {
  const word = (value: bigint) => value % 2n ** 32n;
  let hash = 2_166_136_261n;
  for (const unit of key.split('')) hash = word((hash ^ BigInt(unit.charCodeAt(0))) * 16_777_619n);
  hash = word((hash ^ (hash >> 16n)) * 2_246_822_507n);
  hash = word((hash ^ (hash >> 13n)) * 3_266_489_909n);
  return Number(hash ^ (hash >> 16n)) / 2 ** 32;
}

/** Pearson's statistic of counts that should all be equal. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function countsOf(bins: readonly number[], size: number): number[] {
  const counts = Array.from({ length: size }, () => 0);
  for (const bin of bins) counts[bin] = (counts[bin] ?? 0) + 1;
  return counts;
}

const binOf = (value: number, size: number) => Math.floor(value * size);

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
    ['numbered people', (index: number) => `u-${index}\nticket_closed`],
    ['bare numbers', (index: number) => String(index)],
    ['numbers in front', (index: number) => `${index}@example.com\nrelationship`],
    ['random-looking ids', (index: number) => `${((index * 2_654_435_761) % 2 ** 32).toString(16)}\nt`],
    ['a long common start', (index: number) => `${'account/acme/person/'.repeat(5)}${index}`],
  ])('is uniform over %s', (_, keyOf) => {
    const values = people.map((_person, index) => sticky(keyOf(index)));
    const statistic = chiSquared(
      countsOf(
        values.map((value) => binOf(value, 100)),
        100,
      ),
    );
    expect(statistic).toBeGreaterThan(56);
    expect(statistic).toBeLessThan(152.2);
  });

  // 0.9995 of chi-squared with 399 degrees of freedom is 499.
  it.each([
    ['ticket_closed', 'relationship'],
    ['t1', 't2'],
    ['a', 'aa'],
    ['checkout', 'Checkout'],
  ])('is independent between %s and %s', (one, other) => {
    const cells = people.map(
      (person) => binOf(sticky(`${person}\n${one}`), 20) * 20 + binOf(sticky(`${person}\n${other}`), 20),
    );
    expect(chiSquared(countsOf(cells, 400))).toBeLessThan(499);
  });

  it('is independent between people who differ in their last character', () => {
    const cells = people.map(
      (_, index) => binOf(sticky(`u-${index}\nt`), 20) * 20 + binOf(sticky(`u-${index + 1}\nt`), 20),
    );
    expect(chiSquared(countsOf(cells, 400))).toBeLessThan(499);
  });
});

describe('inSample', () => {
  it('chooses nobody at 0 and everybody at 1', () => {
    fc.assert(
      fc.property(anyText, anyText, (person, touchpoint) => {
        expect(inSample(person, touchpoint, 0)).toBe(false);
        expect(inSample(person, touchpoint, 1)).toBe(true);
      }),
    );
    expect(people.filter((person) => inSample(person, 't', 0))).toHaveLength(0);
    expect(people.filter((person) => inSample(person, 't', 1))).toHaveLength(people.length);
  });

  it('decides once: the same person, touchpoint and probability always agree', () => {
    fc.assert(
      fc.property(anyText, anyText, probability, (person, touchpoint, share) => {
        expect(inSample(person, touchpoint, share)).toBe(inSample(person, touchpoint, share));
      }),
    );
  });

  it('draws the line at the hash of the person and the touchpoint, so that no release asks others', () => {
    const hash = 0x5c16_fd9e / 2 ** 32;
    expect(inSample('u-17', 'ticket_closed', hash)).toBe(false);
    expect(inSample('u-17', 'ticket_closed', hash + 2 ** -32)).toBe(true);
  });

  it('keeps whoever is in a smaller sample in a larger one', () => {
    fc.assert(
      fc.property(anyText, anyText, probability, probability, (person, touchpoint, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        if (inSample(person, touchpoint, less)) expect(inSample(person, touchpoint, more)).toBe(true);
      }),
    );
  });

  it.each([0.01, 0.1, 0.25, 0.5, 0.9])('chooses a share of %d of the people', (share) => {
    const chosen = people.filter((person) => inSample(person, 'ticket_closed', share)).length;
    const deviation = Math.sqrt(people.length * share * (1 - share));
    expect(Math.abs(chosen - people.length * share)).toBeLessThan(3.5 * deviation);
  });

  it('still asks 10 % of the people after 10 triggers, not 65 %', () => {
    const triggers = Array.from({ length: 10 });
    const asked = people.filter((person) => triggers.some(() => inSample(person, 'ticket_closed', 0.1)));
    expect(asked.length / people.length).toBeCloseTo(0.1, 2);
  });

  it('lets another touchpoint choose other people', () => {
    const first = people.filter((person) => inSample(person, 'ticket_closed', 0.1));
    const both = first.filter((person) => inSample(person, 'relationship', 0.1));
    expect(both.length / first.length).toBeCloseTo(0.1, 1);
    expect(both.length / first.length).toBeLessThan(0.12);
  });

  it('tells the person from the touchpoint', () => {
    const swapped = people.filter(
      (person) => inSample(person, 't', 0.5) !== inSample('t', person, 0.5),
    ).length;
    expect(swapped / people.length).toBeCloseTo(0.5, 1);
  });
});
