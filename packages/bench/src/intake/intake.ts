import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleBatches, timeRawInserts, timeRecord } from './batches.ts';
import {
  createSampleStore,
  type Listening,
  publicKey,
  secretKey,
  startMeasured,
  startPlain,
} from './collector-process.ts';
import type { Load } from './generator.ts';
import { startPinned } from './pinned.ts';
import { type Figure, figure } from './target.ts';

/** Rounds of which the best counts: whatever else the machine does only ever makes one slower. */
const rounds = 3;

/** The way of the answers, each figure beside what it is measured against in the same round. */
export async function intakeFigures(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'milepost-bench-'));
  try {
    const file = (name: string) => join(folder, name);
    return [
      ...(await singlePosts(file('single.db'))),
      ...(await commits(file)),
      ...(await besideReading(file('large.db'))),
      await startToReady(file('large.db')),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Posts for some seconds from a process of its own, on the other core. */
export async function load(server: Listening, options: Record<string, number>): Promise<Load> {
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const generator = join(import.meta.dirname, 'generator.ts');
  const { ended } = startPinned(1, { args: [generator, '--url', server.url, '--key', publicKey, ...given] });
  return JSON.parse(await ended) as Load;
}

interface Saturated {
  perSecond: number;
  /** Microseconds of processor time for one post. */
  processor: number;
}

async function saturated(server: Listening): Promise<Saturated> {
  const before = server.processorTime() ?? Number.NaN;
  const { posted, perSecond } = await load(server, { seconds: 2 });
  return { perSecond, processor: ((server.processorTime() ?? Number.NaN) - before) / posted };
}

async function singlePosts(file: string): Promise<Figure[]> {
  await (await createSampleStore(file)).close();
  await using plain = await startPlain();
  await using collector = await startMeasured(`sqlite:${file}`);
  const least: Saturated[] = [];
  const ours: Saturated[] = [];
  for (let round = 0; round < rounds; round++) {
    least.push(await saturated(plain));
    ours.push(await saturated(collector));
  }
  const open = [];
  for (let round = 0; round < rounds; round++) open.push(await load(collector, { seconds: 3, rate: 1_000 }));
  const fastest = (of: Saturated[]) => Math.max(...of.map(({ perSecond }) => perSecond));
  const cheapest = (of: Saturated[]) => Math.min(...of.map(({ processor }) => processor));
  return [
    figure('posts of one response, to HTTP that only reads them', {
      value: fastest(ours) / fastest(least),
      unit: 'x',
      target: 0.55,
      is: 'at least',
    }),
    figure('  the same by processor time', {
      value: cheapest(least) / cheapest(ours),
      unit: 'x',
      target: 0.55,
      is: 'at least',
    }),
    figure('p50 at 1,000 posts a second, from when each was due', {
      value: Math.min(...open.map(({ p50 }) => p50)),
      unit: 'ms',
      target: 10,
      is: 'at most',
    }),
    figure('p99', { value: Math.min(...open.map(({ p99 }) => p99)), unit: 'ms', target: 10, is: 'at most' }),
    figure('most memory under this load', {
      value: (collector.peakMemory() ?? Number.NaN) / 2 ** 20,
      unit: 'MB',
      target: 150,
      is: 'at most',
    }),
  ];
}

async function commits(file: (name: string) => string): Promise<Figure[]> {
  const best = { alone: Infinity, together: Infinity, hundreds: Infinity, raw: Infinity };
  const keep = (name: keyof typeof best, time: number) => {
    best[name] = Math.min(best[name], time);
  };
  for (let round = 0; round < rounds; round++) {
    const store = await createSampleStore(file('commits.db'));
    keep('alone', await timeRecord(store, { batches: sampleBatches(1_000, 1), perCommit: 1 }));
    keep('together', await timeRecord(store, { batches: sampleBatches(1_000, 1), perCommit: 64 }));
    await store.close();

    const batches = sampleBatches(200, 100);
    const full = await createSampleStore(file('hundreds.db'));
    keep('hundreds', await timeRecord(full, { batches, perCommit: 1 }));
    await full.close();
    const from = file('hundreds.db');
    keep('raw', timeRawInserts(file(`raw-${round}.db`), { from, batches, perCommit: 1 }));
  }
  return [
    figure('64 requests to a commit, to one', {
      value: best.alone / best.together,
      unit: 'x',
      target: 8,
      is: 'at least',
    }),
    figure('requests of 100 responses, to raw prepared inserts', {
      value: best.raw / best.hundreds,
      unit: 'x',
      target: 0.4,
      is: 'at least',
    }),
  ];
}

const large = 200_000;

async function besideReading(file: string): Promise<Figure[]> {
  const store = await createSampleStore(file);
  for (let written = 0; written < large; written += 10_000)
    await timeRecord(store, { batches: sampleBatches(100, 100), perCommit: 20 });
  await store.close();
  await using collector = await startMeasured(`sqlite:${file}`);
  const options = { seconds: 4, rate: 300 };
  const quiet: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < 2; round++) {
    quiet.push((await load(collector, options)).p99);
    const reading = new AbortController();
    const readers = [
      read(collector, reading.signal, exportPath),
      read(collector, reading.signal, scoresPath),
    ];
    busy.push((await load(collector, options)).p99);
    reading.abort();
    await Promise.all(readers);
  }
  return [
    figure(`p99 during an export and heavy scores over ${large / 1_000},000 responses, to quiet`, {
      value: Math.min(...busy) / Math.min(...quiet),
      unit: 'x',
      target: 1.5,
      is: 'at most',
    }),
  ];
}

const exportPath = '/v1/export?format=ndjson';
const scoresPath = '/v1/scores?metric=csat&by=touchpoint,vintage&interval=day';

/** Asks again and again, and takes all of every answer, with as little work as can be: it has the machine to share. */
export async function read({ url }: Listening, signal: AbortSignal, path: string): Promise<void> {
  const headers = { Authorization: `Bearer ${secretKey}` };
  while (!signal.aborted)
    await new Promise<void>((resolve, reject) => {
      get(url + path, { headers, signal }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${path} was answered ${response.statusCode}`));
        response
          .resume()
          .on('close', resolve)
          .on('error', () => resolve());
      }).on('error', (error) => (signal.aborted ? resolve() : reject(error)));
    });
}

async function startToReady(file: string): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await using collector = await startMeasured(`sqlite:${file}`);
    times.push(collector.startMs);
  }
  return figure('start until it listens, on that database', {
    value: Math.min(...times),
    unit: 'ms',
    target: 200,
    is: 'at most',
  });
}
