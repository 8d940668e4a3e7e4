/** What is read on a connection of its own, in another thread; each is loaded with its first use. */
export const reads = {
  accountPrompts: async () => (await import('./account-prompts.ts')).accountPrompts,
  accountSums: async () => (await import('./account-sums.ts')).accountSums,
  cells: async () => (await import('./cells.ts')).cells,
  changes: async () => (await import('./changes.ts')).changes,
  copy: async () => (await import('./copy.ts')).copy,
  crossed: async () => (await import('./crossed.ts')).crossed,
  crowds: async () => (await import('./crowds.ts')).crowds,
  expired: async () => (await import('./expired.ts')).expired,
  integrity: async () => (await import('./integrity.ts')).integrity,
  listResponses: async () => (await import('./list-responses.ts')).listResponses,
  openResponses: async () => (await import('./open-responses.ts')).openResponses,
  responsePage: async () => (await import('./response-page.ts')).responsePage,
  searchResponses: async () => (await import('./search-responses.ts')).searchResponses,
  tallies: async () => (await import('./tallies.ts')).tallies,
  verifyCells: async () => (await import('./verify-cells.ts')).verifyCells,
};

type Reads = typeof reads;
export type ReadName = keyof Reads;
type Read<N extends ReadName> = Awaited<ReturnType<Reads[N]>>;
export type ReadArguments<N extends ReadName> = Parameters<Read<N>>[1];
export type ReadResult<N extends ReadName> = ReturnType<Read<N>>;
