import { setTimeout as wait } from 'node:timers/promises';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  type CollectorProcess,
  createTempFolder,
  spawnCollector,
  type TempFolder,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { environmentOf } from '../environment.ts';
import { megabytes, memoryEnvironment, memoryOf } from '../memory.ts';
import { sizes } from '../sizes.ts';
import { readStoreFile } from '../store/store-file.ts';
import { connectPeer, headOf } from './peer.ts';

vi.setConfig({ testTimeout: 150_000 });

let folder: TempFolder;
let file: string;
let collector: CollectorProcess;
beforeAll(async () => {
  folder = await createTempFolder();
  file = folder.file('milepost.db');
  collector = await spawnCollector(environmentOf(file, memoryEnvironment(folder.file('memory.json'))));
  expect((await collector.putProgram(buildProgram())).status).toBe(200);
});
afterAll(async () => {
  await collector[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const envelopeOf = (id?: string) => {
  const shown = new Date().toISOString();
  const response = buildCsat(4, { shown, ...(id && { id }) });
  return JSON.stringify({ key: collector.publicKey, sent: shown, responses: [response] });
};
const postHead = (length: number, ...more: string[]) =>
  headOf('POST', '/v1/responses', `Content-Length: ${length}`, ...more);
const seconds = (ms: number) => ms / 1000;
const statusOf = (text: string) => text.split(' ', 2)[1];
const isKept = (id: string) => readStoreFile(file).states.has(id);

describe.concurrent('a client that', () => {
  test.skipIf(!sizes.isFull)('drips its headers is given up within half a minute', async () => {
    const peer = await connectPeer(collector.url);
    void peer.drip(`GET /healthz HTTP/1.1\r\nHost: collector\r\nX: ${'x'.repeat(500)}`, 200);
    expect(seconds(await peer.closed)).toBeLessThan(30);
    expect(['408', undefined]).toContain(statusOf(peer.received()));
  });

  test.skipIf(!sizes.isFull)('says nothing at all is given up', async () => {
    const peer = await connectPeer(collector.url);
    expect(seconds(await peer.closed)).toBeLessThan(30);
  });

  test('stalls in the middle of its body reads a 408, and its connection ends', async () => {
    const peer = await connectPeer(collector.url);
    peer.write(`${postHead(500)}{"key": `);
    await peer.closed;
    expect(statusOf(peer.received())).toBe('408');
    expect(peer.received()).toContain('"code":"too_slow"');
    expect(peer.received()).toMatch(/^connection: close\r$/im);
  });

  test.skipIf(!sizes.isFull)('drips its body a byte a second is given up within 90 seconds', async () => {
    const peer = await connectPeer(collector.url);
    peer.write(postHead(60_000));
    void peer.drip('x'.repeat(200), 1_000);
    expect(seconds(await peer.closed)).toBeLessThan(90);
    expect(statusOf(peer.received())).toBe('408');
  });

  test.skipIf(!sizes.isFull)('drips the chunks of a body is given up within 90 seconds', async () => {
    const peer = await connectPeer(collector.url);
    peer.write(headOf('POST', '/v1/claims', 'Transfer-Encoding: chunked'));
    void peer.drip('1\r\n \r\n'.repeat(200), 300);
    expect(seconds(await peer.closed)).toBeLessThan(90);
    expect(statusOf(peer.received())).toBe('408');
  });

  test('has closed its own side reads its answer all the same', async () => {
    const peer = await connectPeer(collector.url);
    const body = envelopeOf();
    peer.socket.end(postHead(body.length, 'Connection: close') + body);
    await peer.closed;
    expect(statusOf(peer.received())).toBe('200');
    expect(peer.received()).toContain('"accepted":1');
  });

  test('resets its connection in the middle of a body leaves nothing', async () => {
    const id = '01900000-0000-7000-8000-000000000001';
    const body = envelopeOf(id);
    for (let turn = 0; turn < 200; turn++) {
      const peer = await connectPeer(collector.url);
      peer.write(postHead(body.length) + body.slice(0, -1));
      if (turn % 2) await wait(1);
      peer.socket.resetAndDestroy();
    }
    expect((await collector.post(buildEnvelope())).status).toBe(200);
    expect(isKept(id)).toBe(false);
  });

  test('goes away before its answer comes is kept or is not, and counted once', async () => {
    const id = '01900000-0000-7000-8000-000000000002';
    const body = envelopeOf(id);
    for (let turn = 0; turn < 100; turn++) {
      const peer = await connectPeer(collector.url);
      peer.write(postHead(body.length) + body);
      if (turn % 2) peer.socket.resetAndDestroy();
      else peer.socket.end();
    }
    const reply = await collector.post(body);
    expect(reply.body.accepted + reply.body.repeated).toBe(1);
    expect(readStoreFile(file).cellFaults).toEqual([]);
  });

  test('never ends a chunked body reads a 413 and is closed', async () => {
    const peer = await connectPeer(collector.url);
    peer.write(headOf('POST', '/v1/responses', 'Transfer-Encoding: chunked'));
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    let isGone = false;
    const lived = peer.closed.finally(() => {
      isGone = true;
    });
    while (!isGone) {
      if (!peer.socket.write(chunk))
        await Promise.race([lived, new Promise((r) => peer.socket.once('drain', r))]);
      await wait(0);
    }
    await lived;
    expect(statusOf(peer.received())).toBe('413');
  });
});

test('a client that asks and asks and never reads costs no memory', async ({ annotate }) => {
  const before = await memoryOf(collector, folder.file('memory.json'));
  const peer = await connectPeer(collector.url);
  peer.socket.pause();
  const request = headOf('GET', '/program.schema.json');
  for (let turn = 0; turn < 50 && !peer.socket.destroyed; turn++) {
    peer.write(request.repeat(100));
    await wait(20);
  }
  expect((await collector.post(envelopeOf())).status).toBe(200);
  const after = await memoryOf(collector, folder.file('memory.json'));
  await annotate(`5,000 answers that nobody reads: ${megabytes(after.rss - before.rss)} MB more`, 'figure');
  expect(megabytes(after.rss - before.rss)).toBeLessThan(80);
  peer.socket.destroy();
});
