/**
 * The words that are ours and not the survey's, in one language, as its file holds them. `{n}` and `{most}` stand for
 * numbers. No phrase counts a noun, so that none needs a plural form.
 */
export interface Phrases {
  close: string;
  next: string;
  send: string;
  skip: string;
  later: string;
  /** Said when the answer waits on the device for the network. */
  kept: string;
  /** The answers to how somebody would feel without the product: very, somewhat and not disappointed. */
  very: string;
  somewhat: string;
  not: string;
  /** The names of the two thumbs. */
  up: string;
  down: string;
  /** Reads a value that is drawn as a face or a star: `{n} of {most}`. */
  of: string;
  /** How many options may be chosen. */
  atMost: string;
}

/** What a prompt says, in one language, with numbers as that language writes them. */
export interface Words extends Omit<Phrases, 'of' | 'atMost'> {
  of(value: number, most: number): string;
  atMost(most: number): string;
  number(value: number): string;
}
