import type { Ports } from '../ports/index.ts';
import { localParcels } from './local-parcels.ts';
import { type Change, isSame, type KeptParcel, type Parcels } from './parcels.ts';
import type { SendingPorts } from './sending-ports.ts';

interface Keeping {
  ports: Pick<Ports, 'consented' | 'device'> & Pick<SendingPorts, 'after' | 'parcels'>;
  prefix: string;
  /** Makes the device remember that something is left to send. */
  mark(): void;
}

/** How long the database may take before things go on without it, in milliseconds. */
const patience = 500;

export interface KeptParcels extends Parcels {
  /** As `change`; `ahead` does so in `localStorage` at once, until the database has it: the page may die before. */
  change(id: string, change: Change, ahead?: Change): Promise<void>;
}

/**
 * Keeps parcels in the database, and where that fails or takes too long in `localStorage` or memory. It never rejects,
 * and touches nothing without the person's consent.
 */
export function keptParcels({ ports, prefix, mark }: Keeping): KeptParcels {
  const database = ports.parcels(prefix);
  const local = localParcels(ports.device, `${prefix}parcels`);
  const inTime = <T>(work: Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const stop = ports.after(patience, reject);
      void work.then(resolve, reject).then(stop);
    });
  return {
    all: async () => {
      if (!ports.consented) return [];
      const found = await inTime(database.all()).catch(() => {
        // Nobody could look, so there may be something.
        mark();
        return [];
      });
      return [...found, ...(await local.all())];
    },
    change: async (id, change, ahead) => {
      if (!ports.consented) return;
      let early: KeptParcel | null = null;
      if (ahead) void local.change(id, (found) => (early = ahead(found)));
      const taken = await inTime(database.change(id, change)).then(
        () => true,
        () => false,
      );
      // What had to be kept here once is changed here too.
      if (ports.consented)
        await local.change(id, (found) => {
          // A later state may have come ahead meanwhile.
          if (early) return taken && isSame(found, early) ? null : found;
          return found || !taken ? change(found) : null;
        });
    },
  };
}
