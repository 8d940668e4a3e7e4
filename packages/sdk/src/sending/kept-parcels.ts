import type { Ports } from '../ports/index.ts';
import { inTime } from './in-time.ts';
import { localParcels } from './local-parcels.ts';
import { isSame, type KeptParcel, merged, type Parcels } from './parcels.ts';
import type { SendingPorts } from './sending-ports.ts';

interface Keeping {
  ports: Pick<Ports, 'consented' | 'device'> & Pick<SendingPorts, 'after' | 'parcels'>;
  prefix: string;
  /** Makes the device remember that something is left to send. */
  mark(): void;
}

/**
 * Keeps parcels in `localStorage` or memory at once, as the page may die, and from there in the database; while that
 * fails or takes too long they stay where they are. It never rejects, and touches nothing without the person's consent.
 */
export function keptParcels({ ports, prefix, mark }: Keeping): Parcels {
  const database = ports.parcels(prefix);
  const local = localParcels(ports.device, `${prefix}parcels`);
  return {
    all: async () => {
      if (!ports.consented) return [];
      const found = await inTime(database.all(), ports);
      // Nobody could look, so there may be something.
      if (!found) mark();
      return [...(found ?? []), ...(await local.all())].filter((parcel) => parcel?.response?.shown);
    },
    change: async (id, change) => {
      if (!ports.consented) return;
      let early: KeptParcel | null = null;
      void local.change(id, (found) => (early = change(found)));
      const move = database
        .change(id, (found) => change(early ? merged(early, found) : found))
        // A later state may have come meanwhile.
        .then(() => local.change(id, (found) => (isSame(found, early) ? null : found)));
      await inTime(move, ports);
    },
  };
}
