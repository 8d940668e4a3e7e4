/** A collector's process: stores batches as fast as it can, and tells the processor time that this took. */
import { openStore } from '@milepost/collector';
import { makeBatches } from './postgres-load.ts';

const [url = '', batches = '', size = '', inFlight = ''] = process.argv.slice(2);
const store = await openStore({ kind: 'postgres', url }, Date.now);
const load = makeBatches({ batches: Number(batches), size: Number(size) });

async function work(): Promise<void> {
  for (let batch = load.pop(); batch; batch = load.pop()) await store.record([batch]);
}

process.once('message', async () => {
  const before = process.cpuUsage();
  const begun = performance.now();
  await Promise.all(Array.from({ length: Number(inFlight) }, work));
  const milliseconds = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  await store.close();
  process.send?.({ milliseconds, processorMs: (user + system) / 1_000 }, () => process.disconnect());
});
process.send?.('ready');
