import type { Storage } from '../ports/storage.ts';
import type { KeptParcel, Parcels } from './parcels.ts';

/** Keeps parcels under one name of the device's storage, which has its own memory for what the browser refuses to keep. */
export function localParcels(device: Storage, place: string): Parcels {
  const kept = () => (device.get(place) ?? {}) as Record<string, KeptParcel>;
  return {
    all: async () => Object.values(kept()),
    change: async (id, change) => {
      const { [id]: found = null, ...others } = kept();
      const changed = change(found);
      const parcels = changed ? { ...others, [id]: changed } : others;
      device.set(place, Object.keys(parcels).length > 0 ? parcels : null);
    },
  };
}
