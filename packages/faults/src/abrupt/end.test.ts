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

/** Resolves when nobody can connect any more: the signal has come, and is being heeded. */
const refusesMore = (url: string) =>
  vi.waitFor(
    async () => {
      const peer = await connectPeer(url).catch(() => null);
      peer?.socket.destroy();
      expect(peer).toBeNull();
    },
    { timeout: 20_000, interval: 10 },
  );

/** Most of the time they wait for a collector to lose its patience. */
describe.concurrent('SIGTERM', () => {
  test('in the middle of it all loses nothing, and the process ends with 0', async () => {
    const random = createRandom(15);
    const load = createLoad(random);
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    for (let cycle = 0; cycle < 3; cycle++) {
      await using collector = await spawnCollector(environmentOf(file));
      if (cycle === 0) await collector.putProgram(buildProgram());
      const running = load.run(collector);
      const ended = load
        .reach(load.acknowledged.length + random.int(20, 200))
        .then(() => collector.end('SIGTERM'));
      const [{ code, signal, stderr }] = await Promise.all([ended, running]);
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
    peer.write(
      headOf('POST', '/v1/responses', 'Expect: 100-continue', `Content-Length: ${body.length}`) +
        body.slice(0, 50),
    );
    await vi.waitFor(() => expect(peer.received()).toContain('100 Continue'), 20_000);
    const ended = collector.end('SIGTERM');
    await refusesMore(collector.url);
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
    expect(await collector.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    await Promise.all(peers.map(({ closed }) => closed));
    // They were cut off; whoever is given up for being slow reads a 408.
    expect(peers.map((peer) => peer.received())).toEqual(peers.map(() => ''));
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
    await load.reach(20);
    collector.signal('SIGTERM');
    await refusesMore(collector.url);
    // A clean end would be code 0: this one has not waited for the peer.
    expect(await collector.end('SIGTERM')).toMatchObject({ code: null, signal: 'SIGTERM' });
    await running;
    checkStore(file, load);
  });
});
