import { setTimeout as wait } from 'node:timers/promises';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  createLoad,
  createRandom,
  createTempFolder,
  spawnCollector,
} from '@milepost/testkit';
import { describe, expect, test, vi } from 'vitest';
import { environmentOf } from '../environment.ts';
import { checkStore } from '../kill/check-store.ts';
import { connectPeer, headOf } from '../sockets/peer.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('SIGTERM', () => {
  test('in the middle of it all loses nothing, and the process ends with 0', async () => {
    const random = createRandom(15);
    const load = createLoad(random);
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    for (let cycle = 0; cycle < 3; cycle++) {
      await using collector = await spawnCollector(environmentOf(file));
      if (cycle === 0) await collector.putProgram(buildProgram());
      const ended = wait(random.int(100, 400)).then(() => collector.end('SIGTERM'));
      const [{ code, signal, stderr }] = await Promise.all([ended, load.run(collector)]);
      expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
    }
    expect(checkStore(file, load)).toBeGreaterThan(50);
  });

  test('lets a request that is under way end: what was sent whole is answered', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    await using collector = await spawnCollector(environmentOf(file));
    await collector.putProgram(buildProgram());
    const shown = new Date().toISOString();
    const body = JSON.stringify({
      key: collector.publicKey,
      ...buildEnvelope({ sent: shown, responses: [buildCsat(4, { shown })] }),
    });
    const peer = await connectPeer(collector.url);
    peer.write(headOf('POST', '/v1/responses', `Content-Length: ${body.length}`) + body.slice(0, 50));
    await wait(100);
    const ended = collector.end('SIGTERM');
    await wait(300);
    peer.write(body.slice(50));
    await peer.closed;
    expect(peer.received()).toContain('"accepted":1');
    expect(peer.received()).toMatch(/^connection: close\r$/im);
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('is not kept waiting by a sender that says nothing', async () => {
    await using folder = await createTempFolder();
    await using collector = await spawnCollector(environmentOf(folder.file('milepost.db')));
    const peers = await Promise.all(Array.from({ length: 20 }, () => connectPeer(collector.url)));
    for (const peer of peers) peer.write(headOf('POST', '/v1/responses', 'Content-Length: 500'));
    const begun = performance.now();
    expect(await collector.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    expect(performance.now() - begun).toBeLessThan(15_000);
    await Promise.all(peers.map(({ closed }) => closed));
  });

  test('twice ends the process at once, and what was acknowledged is there', async () => {
    const load = createLoad(createRandom(16));
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    await using collector = await spawnCollector(environmentOf(file));
    await collector.putProgram(buildProgram());
    const peer = await connectPeer(collector.url);
    peer.write(headOf('POST', '/v1/responses', 'Content-Length: 500'));
    const running = load.run(collector);
    await wait(200);
    collector.signal('SIGTERM');
    await wait(50);
    const begun = performance.now();
    await collector.end('SIGTERM');
    expect(performance.now() - begun).toBeLessThan(2_000);
    await running;
    checkStore(file, load);
  });
});
