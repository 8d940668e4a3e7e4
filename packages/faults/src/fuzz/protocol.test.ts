import { gzipSync } from 'node:zlib';
import {
  buildEnvelope,
  buildProgram,
  type CollectorProcess,
  createTempFolder,
  spawnCollector,
  type TempFolder,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { environmentOf } from '../environment.ts';
import { sizes } from '../sizes.ts';
import { connectPeer, headOf } from '../sockets/peer.ts';
import { judge } from './judge.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: TempFolder;
let collector: CollectorProcess;
beforeAll(async () => {
  folder = await createTempFolder();
  collector = await spawnCollector(environmentOf(folder.file('milepost.db')));
  expect((await collector.putProgram(buildProgram())).status).toBe(200);
});
afterAll(async () => {
  expect((await collector.post(buildEnvelope())).status).toBe(200);
  await collector[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

interface Exchange {
  /** Of every answer that came before the connection ended. */
  statuses: number[];
  text: string;
}

/** Sends bytes and reads until the other side ends, or has said nothing more for a while. */
async function exchange(bytes: string | Buffer): Promise<Exchange> {
  const peer = await connectPeer(collector.url);
  peer.socket.write(bytes);
  await vi.waitFor(() => expect(peer.received()).not.toBe(''), { timeout: 20_000 });
  for (let length = 0; length !== peer.received().length; ) {
    length = peer.received().length;
    await Promise.race([peer.closed, new Promise((later) => setTimeout(later, 150))]);
  }
  peer.socket.destroy();
  const text = peer.received();
  return { text, statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)) };
}

const sound = () =>
  JSON.stringify({ key: collector.publicKey, sent: new Date().toISOString(), responses: [] });
const post = (headers: string[], body = sound(), path = '/v1/responses') =>
  `${headOf('POST', path, ...headers)}${body}`;

describe('what is no sound HTTP is refused, and nobody else notices:', () => {
  test.each<[string, () => string | Buffer]>([
    ['no HTTP', () => 'hello\r\n\r\n'],
    ['a TLS greeting', () => Buffer.from('16030100a5010000a10303', 'hex')],
    ['random bytes', () => Buffer.from(Array.from({ length: 2_000 }, (_, nth) => (nth * 7919) % 256))],
    ['another version', () => 'GET / HTTP/9.9\r\nHost: a\r\n\r\n'],
    ['an unknown method', () => 'FROB /v1/responses HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a length that is no number', () => post(['Content-Length: ten'])],
    ['a negative length', () => post(['Content-Length: -1'])],
    ['two lengths that differ', () => post(['Content-Length: 5', 'Content-Length: 500'])],
    ['two lengths in one', () => post(['Content-Length: 5, 500'])],
    ['an astronomical length', () => post([`Content-Length: ${'9'.repeat(40)}`])],
    [
      'a length and chunks',
      () => post(['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n'),
    ],
    ['chunks of another kind', () => post(['Transfer-Encoding: xchunked'])],
    ['chunks that are disguised', () => post(['Transfer-Encoding : chunked'], '0\r\n\r\n')],
    ['chunks twice', () => post(['Transfer-Encoding: chunked, chunked'], '0\r\n\r\n')],
    ['a chunk whose size is no number', () => post(['Transfer-Encoding: chunked'], 'zz\r\nabc\r\n0\r\n\r\n')],
    [
      'a chunk that is longer than any memory',
      () => post(['Transfer-Encoding: chunked'], `${'f'.repeat(17)}\r\nabc\r\n`),
    ],
    ['a header without a name', () => post([': x', 'Content-Length: 0'], '')],
    ['a NUL in a header', () => post(['X-A: a\u0000b', 'Content-Length: 0'], '')],
    ['a header on two lines', () => post(['X-A: a', ' folded', 'Content-Length: 0'], '')],
    ['a bare line feed', () => 'GET /healthz HTTP/1.1\nHost: a\n\n'],
    ['a head of 64 KiB', () => post([`X-A: ${'x'.repeat(65_536)}`, 'Content-Length: 0'], '')],
    [
      'a thousand headers',
      () => post([...Array.from({ length: 5_000 }, (_, nth) => `X-${nth}: 1`), 'Content-Length: 0'], ''),
    ],
    ['a path of 64 KiB', () => headOf('GET', `/${'x'.repeat(65_536)}`)],
    ['no host', () => 'GET /healthz HTTP/1.1\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    const { text, statuses } = await exchange(bytes());
    expect(statuses.length).toBeGreaterThan(0);
    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
    expect(text).not.toMatch(/\n\s+at |node_modules|\/packages\//);
  });
});

describe('what is odd is answered with a problem or taken:', () => {
  const query = '%00%ff%c0%80';
  test.each<[string, () => string | Buffer]>([
    ['a body without a length', () => post([], '')],
    [
      'an unknown transfer of the body',
      () => post([`Content-Length: ${sound().length}`, 'Content-Encoding: br']),
    ],
    ['a hostile origin', () => post([`Content-Length: ${sound().length}`, 'Origin: null'])],
    [
      'an origin that is no address',
      () => post([`Content-Length: ${sound().length}`, 'Origin: http://[::1']),
    ],
    [
      'a hostile authorization',
      () => headOf('GET', '/v1/scores?metric=csat', 'Authorization: Bearer \x80\xff'),
    ],
    [
      'a path with broken escapes',
      () => headOf('GET', `/v1/people/${query}`, `Authorization: Bearer ${collector.secretKey}`),
    ],
    ['a path that climbs', () => headOf('GET', '/cx/../../../../etc/passwd')],
    ['a path that climbs, escaped', () => headOf('GET', '/cx/%2e%2e%2f%2e%2e%2fetc%2fpasswd')],
    ['a path that is an address', () => headOf('GET', 'http://evil.example.com/healthz')],
    ['a path that is no address', () => headOf('GET', '//')],
    ['a star', () => 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a host that is no host', () => 'GET /v1/scores HTTP/1.1\r\nHost: a b/c?d#e\r\n\r\n'],
    ['a host that is empty', () => 'GET /v1/scores HTTP/1.1\r\nHost:\r\n\r\n'],
    [
      'a hostile parameter',
      () =>
        headOf(
          'GET',
          `/v1/scores?metric=csat&__proto__=1&by=${query}`,
          `Authorization: Bearer ${collector.secretKey}`,
        ),
    ],
    ['a wish to go on', () => post([`Content-Length: ${sound().length}`, 'Expect: 100-continue'])],
    ['an upgrade', () => headOf('GET', '/healthz', 'Connection: Upgrade', 'Upgrade: h2c')],
  ])('%s', async (_what, bytes) => {
    const { text, statuses } = await exchange(bytes());
    expect(statuses.length).toBeGreaterThan(0);
    for (const status of statuses) expect(status, text).toBeLessThan(500);
    expect(text).not.toMatch(/\n\s+at |node_modules|\/packages\/|root:x/);
  });
});

test('a gzip bomb is refused for what it is: no JSON', async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  for (const [path, type] of [
    ['/v1/responses', 'application/json'],
    ['/v1/import', 'application/x-ndjson'],
  ] as const) {
    const head = headOf(
      'POST',
      path,
      `Content-Length: ${bomb.length}`,
      'Content-Encoding: gzip',
      `Content-Type: ${type}`,
      `Authorization: Bearer ${collector.secretKey}`,
    );
    const { text, statuses } = await exchange(Buffer.concat([Buffer.from(head), bomb]));
    expect(statuses[0]).toBeLessThan(500);
    expect(text).not.toContain('"accepted":1');
  }
});

test('requests that come one upon another are answered in their order', async () => {
  const count = sizes.isFull ? 5_000 : 500;
  const body = sound();
  const bad = '{"key": 1}';
  const request = (text: string) => post([`Content-Length: ${text.length}`], text);
  const { statuses } = await exchange(
    Array.from({ length: count }, (_, nth) => request(nth % 3 ? body : bad)).join(''),
  );
  expect(statuses).toEqual(Array.from({ length: count }, (_, nth) => (nth % 3 ? 200 : 401)));
});

describe('a document that is huge in one way is refused or taken, and told so:', () => {
  const nested = (depth: number) => `${'[{"a":'.repeat(depth)}0${'}]'.repeat(depth)}`;
  const wide = (keys: number) => `{${Array.from({ length: keys }, (_, nth) => `"k${nth}":0`).join()}}`;
  const routes: [path: string, type: string, limit: number][] = [
    ['POST /v1/responses', 'text/plain', 64 * 1024],
    ['POST /v1/claims', 'text/plain', 64 * 1024],
    ['POST /v1/moments', 'application/json', 64 * 1024],
    ['POST /v1/exclusions', 'application/json', 64 * 1024],
    ['POST /v1/import', 'application/x-ndjson', 256 * 1024],
    ['PUT /v1/program?dryRun=true', 'application/json', 1024 * 1024],
  ];
  test.each(routes)('%s', async (route, type, limit) => {
    const [method = '', path = ''] = route.split(' ');
    const inside = (hostile: string) => [
      hostile,
      `{"key":"${collector.publicKey}","sent":"2026-11-22T07:00:00Z","responses":[${hostile}]}`,
      `{"key":"${collector.publicKey}","sent":"2026-11-22T07:00:00Z","person":{"id":"u","traits":${hostile}},"responses":[]}`,
      `{"stages":${hostile},"touchpoints":${hostile},"surveys":{}}`,
    ];
    const hostile = [
      nested(100_000),
      nested(30_000),
      nested(5_000),
      nested(1_000),
      wide(100_000),
      wide(20_000),
      wide(5_000),
    ];
    const bodies = hostile.flatMap(inside).filter(({ length }) => length < limit);
    for (const body of bodies) {
      const answer = await collector.request(path, {
        method,
        body,
        headers: { 'Content-Type': type, Authorization: `Bearer ${collector.secretKey}` },
      });
      const head = `\r\ncontent-type: ${answer.headers.get('Content-Type')}`;
      const fault = judge({ status: answer.status, head, body: JSON.stringify(answer.body) });
      expect([fault, answer.body, body.slice(0, 100), body.length]).toEqual([
        null,
        answer.body,
        body.slice(0, 100),
        body.length,
      ]);
    }
  });
});
