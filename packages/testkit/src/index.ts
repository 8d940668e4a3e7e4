export { launchChromium } from './chromium.ts';
export { createFakeClock, type FakeClock, testNow } from './clock.ts';
export { type CollectorOptions, startCollector, type TestCollector, testOrigin } from './collector.ts';
export {
  type Acknowledgement,
  type CollectorClient,
  createCollectorClient,
  type ImportReport,
  type PushedProgram,
  type Reply,
} from './collector-client.ts';
export {
  type CollectorLaunch,
  type CollectorProcess,
  type Ended,
  launchCollector,
  runCollector,
  spawnCollector,
} from './collector-process.ts';
export { type CountedRow, type CountedTable, type Counts, createCounts } from './counts.ts';
export {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildResponse,
  buildTally,
} from './envelope.ts';
export { createLoad, type Load } from './load.ts';
export { type Finished, type MilepostOptions, milepost } from './milepost.ts';
export {
  createTestDatabase,
  databaseUrl,
  type PostgresServer,
  startPostgres,
  type TestDatabase,
} from './postgres.ts';
export { buildProgram, buildSurvey } from './program.ts';
export { createRandom, type Random } from './random.ts';
export { type RawExchange, rawExchange } from './raw-exchange.ts';
export { createTempFolder, type TempFolder } from './temp-folder.ts';
