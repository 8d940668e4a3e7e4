/** What a row says goes in, under the row's own names. */
// biome-ignore lint/suspicious/noExplicitAny: rows come from many sources, each with a shape of its own
export type Input = Record<string, any>;

/** By the row's `metric`: everything that the package states of such an input, under the row's names for it. */
export type Facts = Record<string, (input: Input) => Record<string, unknown>>;
