import { execSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { buildCsat, buildEnvelope, createTempFolder, spawnCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';

/** Ten thousand, or as many as this process may have open beside its own files. */
const count = Math.min(10_000, openFiles() - 500);

function openFiles(): number {
  const limit = execSync('ulimit -n', { encoding: 'utf8', shell: '/bin/sh' }).trim();
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit);
}

test(`${count} connections that say nothing keep nobody from being answered`, async () => {
  await using folder = await createTempFolder();
  await using collector = await spawnCollector({
    MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}`,
    MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
    MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
    MILEPOST_ORIGINS: 'https://app.example.com',
  });
  const { hostname, port } = new URL(collector.url);
  const idle: Socket[] = [];
  try {
    while (idle.length < count) {
      const some = Array.from({ length: Math.min(200, count - idle.length) }, () => {
        const socket = connect(Number(port), hostname);
        // The collector may give a silent one up.
        return socket.on('error', () => {});
      });
      idle.push(...some);
      await Promise.all(some.map((socket) => once(socket, 'connect')));
    }
    const reply = await collector.post(
      buildEnvelope({ sent: new Date().toISOString(), responses: [buildCsat(4)] }),
    );
    expect(reply.status).toBe(200);
  } finally {
    for (const socket of idle) socket.destroy();
  }
}, 120_000);
