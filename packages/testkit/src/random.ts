/** Chance that is the same in every run: mulberry32. */
export interface Random {
  /** From 0 up to, not including, 1. */
  (): number;
  /** A whole number from `min` to `max`. */
  int(min: number, max: number): number;
  pick<T>(from: readonly T[]): T;
  /** The same things in another order. */
  shuffle<T>(all: readonly T[]): T[];
}

export function createRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return Object.assign(next, {
    int,
    pick: <T>(from: readonly T[]) => from[int(0, from.length - 1)] as T,
    shuffle: <T>(all: readonly T[]) =>
      all
        .map((one) => ({ one, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one),
  });
}
