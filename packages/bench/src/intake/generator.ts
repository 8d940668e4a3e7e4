import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import { samplePerson, sampleResponse } from './sample.ts';

/** Posts responses, one each, over kept connections; a process of its own that prints what came of it as JSON. */
export interface Load {
  posted: number;
  /** Of the time that it ran. */
  perSecond: number;
  /** Milliseconds; with a rate, from when a post was due, so that a stall counts for all that it held up. */
  p50: number;
  p99: number;
}

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '64' },
    /** Posts a second; 0 for as many as are answered. */
    rate: { type: 'string', default: '0' },
  },
});
const [seconds, connections, rate] = [values.seconds, values.connections, values.rate].map(Number) as [
  number,
  number,
  number,
];
const { hostname, port } = new URL(values.url);

function post(index: number): string {
  const body = JSON.stringify({
    key: values.key,
    sent: new Date().toISOString(),
    person: samplePerson(index),
    responses: [sampleResponse(index)],
  });
  const head = ['POST /v1/responses HTTP/1.1', 'Host: collector', 'Content-Type: text/plain'];
  return [...head, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

// Made before the clock starts, or making them would be measured; a server that only reads may get one again.
const made = rate > 0 ? seconds * rate + connections : 40_000;
const posts = Array.from({ length: made }, (_, index) => Buffer.from(post(index)));
const postOf = (index: number) => posts[index % made] ?? '';

const took: number[] = [];
const begun = performance.now();
const end = begun + seconds * 1_000;
let next = 0;

/** Posts over one connection until the time is over. */
function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname).setNoDelay(true).on('error', reject);
    let due = 0;
    let text = '';
    const send = () => {
      const index = next++;
      due = rate > 0 ? begun + (index * 1_000) / rate : performance.now();
      if (due >= end) return resolve(void socket.end());
      const wait = due - performance.now();
      if (wait > 0) setTimeout(() => socket.write(postOf(index)), wait);
      else socket.write(postOf(index));
    };
    socket.on('connect', send).on('data', (part) => {
      text += part.toString('latin1');
      if (!isWhole(text)) return;
      if (!text.startsWith('HTTP/1.1 200') || !text.includes('"accepted":1')) {
        reject(new Error(`the server answered ${text}`));
        return;
      }
      text = '';
      took.push(performance.now() - due);
      send();
    });
  });
}

function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  const length = /^content-length: (\d+)/im.exec(text)?.[1];
  if (length === undefined) return text.endsWith('0\r\n\r\n');
  return head >= 0 && text.length >= head + 4 + Number(length);
}

await Promise.all(Array.from({ length: connections }, run));
took.sort((a, b) => a - b);
const quantile = (share: number) => took[Math.floor(took.length * share)] ?? 0;
const load: Load = {
  posted: took.length,
  perSecond: (took.length * 1_000) / (performance.now() - begun),
  p50: quantile(0.5),
  p99: quantile(0.99),
};
console.log(JSON.stringify(load));
