import { Agent, get } from 'node:http';
import { type Listening, secretKey } from '../intake/collector-process.ts';

/** Milliseconds of one question, asked again and again over one connection. */
export interface Latency {
  asked: number;
  p50: number;
  p99: number;
  /** Processor time of the collector for one, which a busy machine does not change; null where nothing tells it. */
  processor: number | null;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const atMost = { asked: 500, ms: 6_000 };
/** How long the round before takes at most: some questions take seconds each time. */
const warmMs = 8_000;
const atLeast = 5;

/** Asks the paths in turn, after a round that is not counted: a collector that has been asked before is what is measured. */
export async function latencyOf(
  { url, processorTime }: Listening,
  paths: readonly string[],
): Promise<Latency> {
  const ask = async (index: number) => (await answerOf(url, paths[index % paths.length] ?? '')).ms;
  const warming = performance.now();
  for (let index = 0; index < paths.length && performance.now() - warming < warmMs; index++) await ask(index);
  const took: number[] = [];
  const before = processorTime();
  const begun = performance.now();
  while (took.length < atLeast || (took.length < atMost.asked && performance.now() - begun < atMost.ms))
    took.push(await ask(took.length));
  const after = processorTime();
  const processor = before === null || after === null ? null : (after - before) / 1_000 / took.length;
  took.sort((a, b) => a - b);
  const quantile = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return { asked: took.length, p50: quantile(0.5), p99: quantile(0.99), processor };
}

/** An answer with the time that all of it took. */
export function answerOf(url: string, path: string): Promise<{ text: string; ms: number }> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    get(url + path, { agent, headers: { Authorization: `Bearer ${secretKey}` } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const ms = performance.now() - begun;
        if (response.statusCode === 200) resolve({ text, ms });
        else reject(new Error(`${path} was answered ${response.statusCode}: ${text}`));
      });
    }).on('error', reject);
  });
}

/** How many lines an export has, the time that it took, and the most memory that the collector ever had. */
export function exportOf({
  url,
  peakMemory,
}: Listening): Promise<{ lines: number; ms: number; peak: number | null }> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const headers = { Authorization: `Bearer ${secretKey}` };
    get(`${url}/v1/export?format=ndjson`, { headers }, (response) => {
      let lines = 0;
      response.on('data', (part: Buffer) => {
        for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) lines += 1;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ lines, ms: performance.now() - begun, peak: peakMemory() }));
    }).on('error', reject);
  });
}
