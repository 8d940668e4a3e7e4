import type { SendingPorts } from './sending-ports.ts';

/** How long the database, or the collector's word, may take before things go on without it, in milliseconds. */
const patience = 800;

/** What comes of a work; null when it fails, or takes too long. */
export const inTime = <T>(work: Promise<T>, { after }: Pick<SendingPorts, 'after'>): Promise<T | null> =>
  new Promise((resolve) => {
    const late = () => resolve(null);
    const stop = after(patience, late);
    void work.then(resolve, late).then(stop);
  });
