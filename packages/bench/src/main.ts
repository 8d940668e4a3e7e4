import { intakeFigures } from './intake/intake.ts';
import { figureTable } from './intake/target.ts';
import { metricsEntries } from './metrics.ts';
import { pageFigures } from './page/page.ts';
import { postgresTable } from './postgres.ts';
import { race, table } from './race.ts';
import { simulateEntries } from './simulate.ts';

console.log(table('metrics', await race(metricsEntries())));
console.log(`\n${table('simulate', await race(simulateEntries()))}`);
console.log(`\n${figureTable('intake', await intakeFigures())}`);
console.log(`\n${await postgresTable()}`);
console.log(`\n${figureTable('page', await pageFigures())}`);
