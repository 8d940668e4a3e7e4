// Preloaded into a collector: at SIGUSR2 it collects its garbage and writes what memory is left in use.
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGUSR2', () => {
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  writeFileSync(process.env.MEMORY_FILE, JSON.stringify({ rss, heapUsed, external }));
});
