import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { canonical } from '@milepost/engine';
import { checkProgram } from '@milepost/protocol';
import { destination, type Logger, pino } from 'pino';
import { createCollector } from './app.ts';
import { readAssets } from './assets.ts';
import { createIntake } from './intake/queue.ts';
import { createKey, hashKey } from './keys.ts';
import { revise } from './program/known.ts';
import { SettingError, type Settings, type StoreSetting } from './settings.ts';
import { openStore, storeName } from './store/open-store.ts';
import type { KeyKind, KeyRecord, Store } from './store/store.ts';

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

/** How long open requests may take to end before their connections are closed. */
const graceMs = 5_000;

/**
 * Starts a collector.
 *
 * @throws SettingError when a setting cannot be used: the port is taken, the program has faults, the store cannot be opened.
 */
export async function serve(settings: Settings, clock: () => number): Promise<Serving> {
  const log = pino({ level: settings.log, base: null }, destination({ fd: 2, sync: true }));
  const assets = readAssets();
  const store = await open(settings.store, clock);
  try {
    await store.ensureProject(defaultProject, 'Default');
    const madeKeys = await ensureKeys(store, settings);
    if (settings.program) await applyProgram(store, settings.program);
    const intake = createIntake(store);
    const { origins, rate, trustedProxies } = settings;
    let stopping = false;
    const app = createCollector({
      store,
      intake,
      assets,
      clock,
      newId: randomUUID,
      origins,
      rate,
      trustedProxies,
      log,
    });
    const server = createAdaptorServer({
      fetch: async (request, env) => {
        const response = await app.fetch(request, env);
        // A connection that goes on asking would keep us from stopping.
        if (stopping) response.headers.set('Connection', 'close');
        return response;
      },
      // An import may take as long as it has something to say; any other body has its own deadline.
      serverOptions: { requestTimeout: 0 },
    }) as Server;
    const url = await listen(server, settings);
    log.info({ url, store: storeName(settings.store) }, 'the collector is ready');
    return {
      url,
      madeKeys,
      stop: once(() => {
        stopping = true;
        return stop({ server, intake, store, log });
      }),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function open(setting: StoreSetting, clock: () => number): Promise<Store> {
  try {
    return await openStore(setting, clock);
  } catch (error) {
    throw new SettingError(
      `MILEPOST_STORE: ${storeName(setting)} cannot be opened: ${(error as Error).message}`,
    );
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
  server: Server;
  intake: { drain(): Promise<void> };
  store: Store;
  log: Logger;
}

async function stop({ server, intake, store, log }: Running): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise((closed) => server.close(closed));
  clearTimeout(impatience);
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
