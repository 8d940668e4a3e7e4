import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { canonical } from '@milepost/engine';
import { checkProgram } from '@milepost/protocol';
import type { Logger } from 'pino';
import { createCollector } from './app.ts';
import { readAssets } from './assets.ts';
import { createHttpServer } from './http-server.ts';
import { createIntake } from './intake/queue.ts';
import { createKey, hashKey } from './keys.ts';
import { revise } from './program/known.ts';
import { startRetention } from './retention.ts';
import { SettingError, type Settings } from './settings.ts';
import { openNamedStore } from './store/open-named-store.ts';
import { storeName } from './store/open-store.ts';
import { type KeyKind, type KeyRecord, type Store, StoreUnavailable } from './store/store.ts';
import { createLog } from './telemetry/log.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { observedStore } from './telemetry/observed-store.ts';
import { createReadiness } from './telemetry/readiness.ts';

/** The project that the settings' keys and program belong to. */
const defaultProject = 'default';

/** A collector that listens. */
export interface Serving {
  url: string;
  /** Keys that were made at this start: told once, since only their digests are kept. */
  madeKeys: { public: string | null; secret: string | null };
  /** Stops listening, stores everything that was taken, and closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts a collector.
 *
 * @throws SettingError when a setting cannot be used: the port is taken, the program has faults, the store cannot be opened.
 */
export async function serve(settings: Settings, clock: () => number): Promise<Serving> {
  const log = createLog(settings.log);
  const metrics = createMetrics();
  const assets = readAssets();
  const opened = await openNamedStore(settings.store, clock);
  const store = observedStore(opened.store, { metrics, log });
  try {
    await store.ensureProject(defaultProject, 'Default');
    const madeKeys = await ensureKeys(store, settings);
    if (settings.program) await applyProgram(store, settings.program);
    const intake = createIntake(store);
    metrics.watchQueue(intake.depth);
    const readiness = createReadiness(store);
    const { origins, rate, trustedProxies, identitySecret, metricsToken } = settings;
    const collector = createCollector({
      store,
      intake,
      assets,
      clock,
      newId: randomUUID,
      origins,
      rate,
      trustedProxies,
      identitySecret,
      metrics,
      metricsToken,
      readiness,
      log,
    });
    const { server, stop: stopServer } = createHttpServer(collector);
    const url = await listen(server, settings);
    const stopRetention = startRetention({ store, clock, log });
    if (opened.found === 'absent') log.info('the store was made');
    if (opened.found === 'behind') log.info('the schema of the store was brought up to date');
    log.info({ url, store: storeName(settings.store) }, 'the collector is ready');
    return {
      url,
      madeKeys,
      stop: once(() => {
        readiness.stop();
        return stop({ stopServer, stopRetention, intake, store, log });
      }),
    };
  } catch (error) {
    await store.close();
    if (error instanceof StoreUnavailable)
      throw new SettingError(`MILEPOST_STORE: ${storeName(settings.store)} cannot be used: ${error.message}`);
    throw error;
  }
}

/** The settings' keys are the default project's; a kind that neither they nor the store have is made. */
async function ensureKeys(store: Store, { publicKey, secretKey }: Settings): Promise<Serving['madeKeys']> {
  const given = { public: publicKey, secret: secretKey };
  const kept = await store.keys(defaultProject);
  const made: Serving['madeKeys'] = { public: null, secret: null };
  const records: KeyRecord[] = [];
  for (const kind of ['public', 'secret'] as const) {
    const earlier = kept.filter((key) => key.kind === kind && key.source === 'settings');
    if (given[kind] !== null) records.push(record(kind, given[kind]));
    else if (earlier.length > 0) records.push(...earlier);
    else {
      made[kind] = createKey(kind);
      records.push(record(kind, made[kind]));
    }
  }
  await store.putSettingsKeys(defaultProject, records);
  return made;
}

function record(kind: KeyKind, key: string): KeyRecord {
  return {
    hash: hashKey(key),
    project: defaultProject,
    kind,
    scopes: kind === 'secret' ? ['*'] : [],
    source: 'settings',
    origins: null,
  };
}

async function applyProgram(store: Store, file: string): Promise<void> {
  const { program, faults } = checkProgram(readJson(file));
  if (!program)
    throw new SettingError(
      `MILEPOST_PROGRAM: ${file}: ${faults.map(({ path, message }) => `${path} ${message}`).join('; ')}`,
    );
  const known = await store.program(defaultProject);
  if (known && canonical(known.program) === canonical(program)) return;
  const put = await store.putProgram(defaultProject, revise(known, program), known?.revision ?? null);
  if (put.problem) throw new SettingError(`MILEPOST_PROGRAM: ${file}: ${put.problem.detail}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SettingError(
      `MILEPOST_PROGRAM: ${file} cannot be read: ${(error as Error).message.replaceAll(/\s+/g, ' ')}`,
    );
  }
}

function listen(server: Server, { port, host }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, { port, host })));
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve(`http://${isIPv6(host) ? `[${host}]` : host}:${address.port}`);
    });
  });
}

function listenError(
  error: NodeJS.ErrnoException,
  { port, host }: Pick<Settings, 'port' | 'host'>,
): SettingError {
  if (error.code === 'EADDRINUSE')
    return new SettingError(
      `MILEPOST_PORT: port ${port} of ${host} is in use; stop what uses it or give another port`,
    );
  if (error.code === 'EACCES')
    return new SettingError(`MILEPOST_PORT: port ${port} is not allowed; give one above 1023`);
  return new SettingError(`MILEPOST_HOST: cannot listen on ${host}: ${error.message}`);
}

interface Running {
  stopServer(): Promise<void>;
  stopRetention(): Promise<void>;
  intake: { drain(): Promise<void> };
  store: Store;
  log: Logger;
}

async function stop({ stopServer, stopRetention, intake, store, log }: Running): Promise<void> {
  await stopServer();
  await stopRetention();
  await intake.drain();
  await store.close();
  log.info('the collector has stopped; everything it acknowledged is stored');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | null = null;
  return () => {
    result ??= work();
    return result;
  };
}
