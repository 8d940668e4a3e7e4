import type { KeptParcel, Parcels } from './parcels.ts';

/** A database that a test can look into. */
export function memoryParcels(entries = new Map<string, string>()): Parcels {
  const read = (id: string) => JSON.parse(entries.get(id) ?? 'null') as KeptParcel | null;
  return {
    all: async () => [...entries.values()].map((text) => JSON.parse(text) as KeptParcel),
    change: async (id, change) => {
      const changed = change(read(id));
      if (changed) entries.set(id, JSON.stringify(changed));
      else entries.delete(id);
    },
  };
}
