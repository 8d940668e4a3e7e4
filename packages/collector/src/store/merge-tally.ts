import { canonical } from '@milepost/engine';
import { limits, type Tally } from '@milepost/protocol';

/** Counts of a tally as a store keeps them; `gates` is canonical text. */
export interface StoredTally {
  triggered: number;
  gates: string;
}

/** Tallies merge by maximum, count by count. */
export function mergeTally(stored: StoredTally | null, { triggered, gates }: Tally): StoredTally {
  const merged = new Map<string, number>(Object.entries(stored ? JSON.parse(stored.gates) : {}));
  for (const [gate, count] of Object.entries(gates ?? {}))
    merged.set(gate, Math.max(merged.get(gate) ?? 0, count));
  // The first names in their order, whatever came first: so merging keeps its laws, and a tally cannot grow for ever.
  const kept = [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, limits.gatesPerTally);
  return {
    triggered: Math.max(stored?.triggered ?? 0, triggered),
    gates: canonical(Object.fromEntries(kept)),
  };
}
