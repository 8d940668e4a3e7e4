/** Where an order comes from. */
export interface Shuffle {
  /** The response's seed, a whole number from 0 to 2^32 - 1. */
  seed: number;
  /** The id of the question. */
  question: string;
  /** `hash` of `@milepost/protocol/hash`; handed in, so that a page that has it loads no second one. */
  hash: (text: string) => number;
}

/**
 * Options in the order of one response, always the same for the same seed and question; pinned ones keep their place.
 * The option `other` is none of them: it stands behind them all.
 *
 * @example
 * shuffled(options, { seed: 7, question: 'reason', hash });
 */
export function shuffled<Option extends { id: string; pinned?: boolean }>(
  options: readonly Option[],
  { seed, question, hash }: Shuffle,
): Option[] {
  const key = ({ id }: Option) => hash(`${seed}\n${question}\n${id}`);
  const loose = options.filter(({ pinned }) => !pinned).sort((a, b) => key(a) - key(b));
  return options.flatMap((option) => (option.pinned ? option : loose.splice(0, 1)));
}
