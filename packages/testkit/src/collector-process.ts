import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@milepost/collector';
import { type CollectorClient, createCollectorClient } from './collector-client.ts';
import { type CountedTable, createCounts } from './counts.ts';

/** What became of a process that has ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A collector in a process of its own. */
export interface CollectorProcess extends CollectorClient, AsyncDisposable {
  /** Everything that it has printed so far. */
  printed(): { stdout: string; stderr: string };
  /** The scores of however few people, which `scores` would not tell: read from its store. */
  counts(parameters: Record<string, string>): Promise<{ status: 200; body: CountedTable }>;
  /** Sends a signal, and waits for nothing. */
  signal(signal: NodeJS.Signals): void;
  /** Sends a signal, and resolves when the process has ended. */
  end(signal: NodeJS.Signals): Promise<Ended>;
  /** Resolves when the process has ended, of whatever. */
  ended: Promise<Ended>;
}

/** A collector's process that may not listen yet. */
export interface CollectorLaunch {
  /** Rejects when it ends instead, with what it printed. */
  listening: Promise<CollectorProcess>;
  ended: Promise<Ended>;
  end(signal: NodeJS.Signals): Promise<Ended>;
}

type Environment = Record<string, string>;

const package_ = join(import.meta.dirname, '../../collector');
const command = join(package_, 'bin/milepost.js');
/** Those of the command's first line. */
const flags = ['--max-semi-space-size=4'];

/**
 * Runs `milepost serve` until it ends by itself, as it does when a setting is bad.
 *
 * @throws Error when it still runs after half a minute
 */
export async function runCollector(environment: Environment): Promise<Ended> {
  const { child, ended } = launch(environment);
  const deadline = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const result = await ended;
  clearTimeout(deadline);
  if (result.signal) throw new Error(`milepost serve did not end by itself: ${result.stdout}`);
  return result;
}

/**
 * Starts `milepost serve` on a free port and waits until it listens. The environment names the store, and the keys that
 * are to be used.
 *
 * @throws Error when it ends instead, with what it printed
 */
export async function spawnCollector(environment: Environment): Promise<CollectorProcess> {
  return launchCollector(environment).listening;
}

/** Starts `milepost serve` as `spawnCollector` does, and waits for nothing: it may be ended while it starts. */
export function launchCollector(environment: Environment): CollectorLaunch {
  const { child, ended, printed } = launch({ MILEPOST_PORT: '0', MILEPOST_LOG: 'warn', ...environment });
  const listens = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const url = /^Milepost collector on (http\S+)\n/m.exec(printed().stdout)?.[1];
      if (url) resolve(url);
    });
  });
  const failed = ended.then(({ stderr }) => {
    throw new Error(`milepost serve ended: ${stderr}`);
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  const listening = Promise.race([listens, failed]).then(
    (url): CollectorProcess => ({
      ...createCollectorClient({
        url,
        publicKey: environment['MILEPOST_PUBLIC_KEY'] ?? '',
        secretKey: environment['MILEPOST_SECRET_KEY'] ?? '',
      }),
      counts: async (parameters) => {
        const { store } = readSettings(environment, { here: tmpdir(), home: tmpdir() });
        await using counts = createCounts(store, { clock: Date.now });
        return { status: 200, body: await counts.read(parameters) };
      },
      printed,
      signal: (signal) => child.kill(signal),
      end,
      ended,
      [Symbol.asyncDispose]: async () => {
        await end('SIGKILL');
      },
    }),
  );
  return { listening, ended, end };
}

function launch(environment: Environment) {
  if (!existsSync(join(package_, 'dist/main.js')))
    throw new Error('packages/collector is not built; run `npm run build` first');
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('MILEPOST_'));
  const child = spawn(process.execPath, [...flags, command, 'serve'], {
    cwd: tmpdir(),
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that is cut short must not leave a process behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  return { child, ended: endOf(child, output), printed: () => ({ ...output }) };
}

async function endOf(child: ChildProcess, output: { stdout: string; stderr: string }): Promise<Ended> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...output };
}
