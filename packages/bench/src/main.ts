import { metricsEntries } from './metrics.ts';
import { race, table } from './race.ts';

console.log(table('metrics', await race(metricsEntries())));
