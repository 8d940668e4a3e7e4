import { parseArgs } from 'node:util';
import { intakeFigures } from './intake/intake.ts';
import { figureTable } from './intake/target.ts';
import { metricsEntries } from './metrics.ts';
import { pageFigures } from './page/page.ts';
import { postgresTable } from './postgres.ts';
import { race, table } from './race.ts';
import { readingFigures } from './reading/reading.ts';
import { simulateEntries } from './simulate.ts';

const { values } = parseArgs({
  options: {
    /** One part alone. */
    only: { type: 'string' },
    /** Made responses of the reading part; what is promised, is promised of 10,000,000. */
    responses: { type: 'string', default: '1000000' },
    /** Answers of its store that has cells alone; 0 for none. */
    cells: { type: 'string', default: '0' },
  },
});

const parts: Record<string, () => AsyncGenerator<string>> = {
  metrics: async function* () {
    yield table('metrics', await race(metricsEntries()));
  },
  simulate: async function* () {
    yield table('simulate', await race(simulateEntries()));
  },
  intake: async function* () {
    yield figureTable('intake', await intakeFigures());
  },
  postgres: async function* () {
    yield await postgresTable();
  },
  reading: async function* () {
    const options = { responses: Number(values.responses), cells: Number(values.cells) };
    for await (const { title, figures } of readingFigures(options)) yield figureTable(title, figures);
  },
  page: async function* () {
    yield figureTable('page', await pageFigures());
  },
};

const { only } = values;
if (only !== undefined && !parts[only])
  throw new Error(`there is no part "${only}"; the parts are ${Object.keys(parts).join(', ')}`);
for (const [name, part] of Object.entries(parts))
  if (only === undefined || only === name) for await (const text of part()) console.log(`${text}\n`);
