import { hash } from '@milepost/protocol/hash';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquared } from '../governor/chi-squared.fixture.ts';
import { type Shuffle, shuffled as shuffledBy } from './shuffle.ts';

const shuffled = (options: { id: string; pinned?: boolean }[], by: Omit<Shuffle, 'hash'>) =>
  shuffledBy(options, { ...by, hash });
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const ids = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_-]{0,7}$/), { maxLength: 20 });
const optionsOf = (names: readonly string[], pinned: readonly string[] = []) =>
  names.map((id) => ({ id, text: id.toUpperCase(), ...(pinned.includes(id) && { pinned: true }) }));
const someOptions = ids.chain((names) => fc.subarray(names).map((pinned) => optionsOf(names, pinned)));
const orderOf = (options: readonly { id: string }[]) => options.map(({ id }) => id).join('');

/** How often each order of four options comes up over many responses. */
function ordersOver(seedOf: (nth: number) => number, question = 'reason'): Map<string, number> {
  const counts = new Map<string, number>();
  for (let nth = 0; nth < 24_000; nth++) {
    const order = orderOf(shuffled(optionsOf(['a', 'b', 'c', 'd']), { seed: seedOf(nth), question }));
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  return counts;
}

describe('shuffled options', () => {
  it('are the same options, each once', () => {
    fc.assert(
      fc.property(someOptions, seeds, (options, seed) => {
        const order = shuffled(options, { seed, question: 'reason' });
        expect(new Set(order)).toStrictEqual(new Set(options));
        expect(order).toHaveLength(options.length);
      }),
    );
  });

  it('leave pinned ones where they are', () => {
    fc.assert(
      fc.property(someOptions, seeds, (options, seed) => {
        const order = shuffled(options, { seed, question: 'reason' });
        for (const [place, option] of options.entries())
          if ('pinned' in option) expect(order[place]).toBe(option);
      }),
    );
  });

  it('are in the same order for the same seed and question, whatever their words and the order they came in', () => {
    fc.assert(
      fc.property(ids, seeds, (names, seed) => {
        const order = shuffled(optionsOf(names), { seed, question: 'reason' });
        const again = names.toReversed().map((id) => ({ id, text: 'in another language' }));
        expect(orderOf(shuffled(again, { seed, question: 'reason' }))).toBe(orderOf(order));
      }),
    );
  });

  it('keep their order when another option comes, so that versions can be compared', () => {
    const before = orderOf(shuffled(optionsOf(['a', 'b', 'c', 'd']), { seed: 5, question: 'reason' }));
    const after = orderOf(shuffled(optionsOf(['a', 'b', 'c', 'd', 'e']), { seed: 5, question: 'reason' }));
    expect(after.replace('e', '')).toBe(before);
  });

  it('are in one order on every machine and in every release', () => {
    const orders = [0, 1, 17, 2 ** 32 - 1].map((seed) =>
      orderOf(shuffled(optionsOf(['a', 'b', 'c', 'd', 'e', 'f']), { seed, question: 'reason' })),
    );
    expect(orders).toStrictEqual(['bafdce', 'ecbdaf', 'cdaefb', 'decbaf']);
  });

  // 0.9995 of chi-squared with 23 degrees of freedom is 52.0, 0.0005 is 5.6.
  it.each([
    ['seeds in a row', (nth: number) => nth],
    ['seeds far apart', (nth: number) => (nth * 2_654_435_761) % 2 ** 32],
    ['even seeds', (nth: number) => nth * 65_536],
  ])('are in each order equally often: %s', (_, seedOf) => {
    const counts = ordersOver(seedOf);
    expect(counts.size).toBe(24);
    expect(chiSquared([...counts.values()])).toBeGreaterThan(5.6);
    expect(chiSquared([...counts.values()])).toBeLessThan(52);
  });

  it('are in orders that say nothing of those at another question', () => {
    const pairs = new Map<string, number>();
    for (let seed = 0; seed < 36_000; seed++) {
      const pair = ['reason', 'reason2']
        .map((question) => orderOf(shuffled(optionsOf(['a', 'b', 'c']), { seed, question })))
        .join('-');
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    // 0.9995 of chi-squared with 35 degrees of freedom is 68.5.
    expect(pairs.size).toBe(36);
    expect(chiSquared([...pairs.values()])).toBeLessThan(68.5);
  });

  it('may be none', () => {
    expect(shuffled([], { seed: 1, question: 'reason' })).toStrictEqual([]);
  });
});
