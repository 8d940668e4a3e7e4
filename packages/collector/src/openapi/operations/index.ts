import type { Operation } from '../operation.ts';
import { accountOperations } from './accounts.ts';
import { collectorOperations } from './collector.ts';
import { importOperations } from './import.ts';
import { pageOperations } from './pages.ts';
import { peopleOperations } from './people.ts';
import { programOperations } from './program.ts';
import { responseOperations } from './responses.ts';
import { scoreOperations } from './scores.ts';

/** Every method of every path of the collector. One that is missing here fails a test. */
export const operations: readonly Operation[] = [
  ...scoreOperations,
  ...responseOperations,
  ...accountOperations,
  ...programOperations,
  ...importOperations,
  ...peopleOperations,
  ...pageOperations,
  ...collectorOperations,
];
