import { createKey, hashKey, openStore, readSettings, type Settings, serve } from '@milepost/collector';
import type { ProgramInput } from '@milepost/protocol';
import { createFakeClock, type FakeClock, testNow } from './clock.ts';
import { type CollectorClient, createCollectorClient } from './collector-client.ts';
import { type CountedTable, createCounts } from './counts.ts';
import { createTestDatabase } from './postgres.ts';
import { buildProgram } from './program.ts';
import { createTempFolder } from './temp-folder.ts';

export interface CollectorOptions {
  /** Where the clock stands at first, `testNow` by default. */
  now?: string;
  /** What is pushed at the start; null for nothing. `buildProgram()` by default. */
  program?: ProgramInput | null;
  /** `MILEPOST_…` variables. */
  environment?: Record<string, string>;
  /** Further secret keys, each with its scopes. */
  keys?: Record<string, readonly string[]>;
}

/** A collector that answers over HTTP from a store of its own: a SQLite file, or a database where the tests say so. */
export interface TestCollector extends CollectorClient, AsyncDisposable {
  clock: FakeClock;
  /** Where it keeps everything, for a test that looks behind the wire. */
  store: Settings['store'];
  /** The scores of however few people, which `scores` would not tell: read from its store. */
  counts(parameters: Record<string, string>): Promise<{ status: 200; body: CountedTable }>;
  stop(): Promise<void>;
}

/** The origin that a test collector lets in. */
export const testOrigin = 'https://app.example.com';

/**
 * Starts a collector on a free port.
 *
 * @example
 * await using collector = await startCollector();
 * await collector.post(buildEnvelope({ responses: [buildCsat(4)] }));
 * (await collector.counts({ metric: 'csat' })).body.rows;
 */
export async function startCollector(options: CollectorOptions = {}): Promise<TestCollector> {
  const { now = testNow, program = buildProgram(), environment = {}, keys = {} } = options;
  const folder = await createTempFolder();
  const clock = createFakeClock(now);
  const [publicKey, secretKey] = [createKey('public'), createKey('secret')];
  const database = process.env['MILEPOST_TEST_STORE'] === 'postgres' ? await createTestDatabase() : null;
  const settings = readSettings(
    {
      MILEPOST_PORT: '0',
      MILEPOST_STORE: database?.url ?? 'sqlite:milepost.db',
      MILEPOST_PUBLIC_KEY: publicKey,
      MILEPOST_SECRET_KEY: secretKey,
      MILEPOST_ORIGINS: testOrigin,
      MILEPOST_RATE: 'off',
      MILEPOST_LOG: 'silent',
      ...environment,
    },
    { here: folder.path, home: folder.path },
  );
  await addKeys(settings.store, keys, clock);
  const serving = await serve(settings, clock);
  const client = createCollectorClient({ url: serving.url, publicKey, secretKey });
  const counts = createCounts(settings.store, { clock });
  const stop = async () => {
    await serving.stop();
    await counts[Symbol.asyncDispose]();
    await database?.[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  };
  if (program) {
    const { status, body } = await client.putProgram(program);
    if (status !== 200) throw new Error(`the test's program is refused: ${JSON.stringify(body)}`);
  }
  return {
    ...client,
    clock,
    store: settings.store,
    counts: async (parameters) => ({ status: 200, body: await counts.read(parameters) }),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function addKeys(
  setting: Settings['store'],
  keys: Record<string, readonly string[]>,
  clock: FakeClock,
) {
  const store = await openStore(setting, clock);
  await store.ensureProject('default', 'Default');
  await store.putSettingsKeys(
    'default',
    Object.entries(keys).map(([key, scopes]) => ({
      hash: hashKey(key),
      project: 'default',
      kind: 'secret',
      scopes,
      source: 'created',
      origins: null,
    })),
  );
  await store.close();
}
