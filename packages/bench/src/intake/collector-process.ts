import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, revise, type Store } from '@milepost/collector';
import { checkProgram } from '@milepost/protocol';
import { type Pinned, startPinned } from './pinned.ts';
import { sampleProgram } from './sample.ts';

export const publicKey = 'mp_pub_of-the-benchmark-0123';
export const secretKey = 'mp_sec_of-the-benchmark-0123';

export interface Listening extends Pinned {
  url: string;
  /** Milliseconds from the start of the process until it listened. */
  startMs: number;
}

const command = join(import.meta.dirname, '../../../collector/bin/milepost.js');

/** `milepost serve` on one core, as it is shipped: durable, every check on; only its rates are off. */
export function startMeasured(store: string): Promise<Listening> {
  return listening(['--max-semi-space-size=4', command, 'serve'], {
    MILEPOST_STORE: store,
    MILEPOST_PORT: '0',
    MILEPOST_PUBLIC_KEY: publicKey,
    MILEPOST_SECRET_KEY: secretKey,
    MILEPOST_RATE: 'off',
    MILEPOST_LOG: 'warn',
  });
}

export const startPlain = (): Promise<Listening> =>
  listening([join(import.meta.dirname, 'plain-server.ts')], {});

async function listening(args: string[], environment: Record<string, string>): Promise<Listening> {
  const begun = performance.now();
  const server = startPinned(0, { args, environment });
  const [, url = ''] = await server.printed(/on (http:\S+)/);
  return { ...server, url, startMs: performance.now() - begun };
}

/** A new store with the program of the samples. */
export async function createSampleStore(file: string): Promise<Store> {
  await Promise.all(['', '-wal', '-shm'].map((end) => rm(file + end, { force: true })));
  const store = await openStore({ kind: 'sqlite', file }, Date.now);
  const { program } = checkProgram(sampleProgram);
  if (!program) throw new Error('the program of the benchmark has faults');
  await store.ensureProject('default', 'Default');
  await store.putProgram('default', revise(null, program), null);
  return store;
}
