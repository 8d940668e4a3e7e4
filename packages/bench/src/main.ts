import { metricsEntries } from './metrics.ts';
import { race, table } from './race.ts';
import { simulateEntries } from './simulate.ts';

console.log(table('metrics', await race(metricsEntries())));
console.log(`\n${table('simulate', await race(simulateEntries()))}`);
