import { execFileSync } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { buildCsat, buildEnvelope, buildProgram, createTempFolder, spawnCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { environmentOf } from '../environment.ts';
import { megabytes, memoryEnvironment, memoryOf } from '../memory.ts';
import { sizes } from '../sizes.ts';

/** Files that this process, and the collector that it starts, may have open; some are taken already. */
function mostConnections(): number {
  if (process.platform === 'win32') return 2_000;
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? sizes.idleConnections : Math.max(0, Number(limit) - 500);
}

test(
  'thousands of idle connections do not keep others from answering',
  async ({ annotate }) => {
    await using folder = await createTempFolder();
    const memoryFile = folder.file('memory.json');
    await using collector = await spawnCollector(
      environmentOf(folder.file('milepost.db'), memoryEnvironment(memoryFile)),
    );
    await collector.putProgram(buildProgram());
    const before = await memoryOf(collector, memoryFile);
    const { hostname, port } = new URL(collector.url);
    const sockets: Socket[] = [];
    let ended = 0;
    const count = Math.min(sizes.idleConnections, mostConnections());
    try {
      while (sockets.length < count) {
        const more = Array.from({ length: Math.min(200, count - sockets.length) }, () =>
          connect({ host: hostname, port: Number(port) }),
        );
        sockets.push(...more);
        await Promise.all(
          more.map(
            (socket) =>
              new Promise<void>((resolve, reject) => {
                socket.on('error', reject).on('close', () => {
                  ended += 1;
                });
                // Each has asked once, as a browser has that keeps its connection.
                socket.once('data', () => resolve());
                socket.write('GET /healthz HTTP/1.1\r\nHost: collector\r\n\r\n');
              }),
          ),
        );
      }
      const times: number[] = [];
      for (let turn = 0; turn < 200; turn++) {
        const shown = new Date().toISOString();
        const begun = performance.now();
        const { status } = await collector.post(
          buildEnvelope({ sent: shown, responses: [buildCsat(4, { shown })] }),
        );
        times.push(performance.now() - begun);
        expect(status).toBe(200);
      }
      const after = await memoryOf(collector, memoryFile);
      const sorted = times.sort((a, b) => a - b);
      await annotate(
        `${sockets.length} idle connections: posts took ${sorted[100]?.toFixed(1)} ms in the middle, ` +
          `${sorted[197]?.toFixed(1)} ms at the 99th; ${megabytes(after.rss - before.rss)} MB more`,
        'figure',
      );
      expect(ended).toBe(0);
      expect(sockets.length).toBe(count);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
    expect((await collector.end('SIGTERM')).code).toBe(0);
  },
  sizes.timeout,
);
