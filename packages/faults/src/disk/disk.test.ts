import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  type CollectorClient,
  createTempFolder,
  runCollector,
  spawnCollector,
  type TempFolder,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { environmentOf } from '../environment.ts';
import { buildShim, canBuildShims } from '../shim.ts';
import { sizes } from '../sizes.ts';
import { readStoreFile } from '../store/store-file.ts';

vi.setConfig({ testTimeout: 120_000 });

let built: TempFolder;
let shim: string;
beforeAll(async () => {
  built = await createTempFolder();
  if (canBuildShims) shim = buildShim('disk/disk-fault.c', built.path);
});
afterAll(() => built[Symbol.asyncDispose]());

/** Sends some responses and notes what became of them. */
function createSender(collector: CollectorClient) {
  const sent = { acknowledged: [] as string[], refused: [] as string[] };
  const send = async (count = 20) => {
    const shown = new Date().toISOString();
    const responses = Array.from({ length: count }, (_, nth) =>
      buildCsat(1 + (nth % 5), { shown, page: `/${'x'.repeat(1_500)}` }),
    );
    const reply = await collector.post(buildEnvelope({ sent: shown, responses }));
    const ids = responses.map(({ id }) => id);
    (reply.status === 200 ? sent.acknowledged : sent.refused).push(...ids);
    return reply;
  };
  return { ...sent, send };
}

/** The refusal that tells a sender to come again. */
async function expectUnavailable(send: () => ReturnType<CollectorClient['post']>): Promise<void> {
  const { status, headers, body } = await send();
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'unavailable' });
  expect(headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
  expect(JSON.stringify(body)).not.toMatch(/SQLITE|sqlite|ENOSPC|\/tmp/);
}

function expectKept(file: string, { acknowledged, refused }: { acknowledged: string[]; refused: string[] }) {
  const { integrity, states, cellFaults } = readStoreFile(file);
  expect({ integrity, cellFaults }).toEqual({ integrity: 'ok', cellFaults: [] });
  expect(acknowledged.filter((id) => !states.has(id))).toEqual([]);
  // Not a half of what was refused is there.
  expect(refused.filter((id) => states.has(id))).toEqual([]);
  expect(states.size).toBe(acknowledged.length);
}

/** What the collector says of itself, as soon as it is what is expected; it may tell what it knew a moment ago. */
const readiness = (collector: CollectorClient, expected: number) =>
  vi.waitFor(
    async () => {
      const { status } = await collector.request('/readyz');
      return status === expected ? status : expect.fail(`/readyz answers ${status}`);
    },
    { timeout: 15_000, interval: 200 },
  );

describe.skipIf(!canBuildShims).concurrent('while the disk (of a shim; needs Linux and a C compiler)', () => {
  test.each([
    ['is full', 'f'],
    ['is full in the middle of a write', 'h'],
    ['fails to write', 'e'],
    ['fails to sync', 's'],
    ['is read-only', 'r'],
  ])('%s, nothing is acknowledged, reading goes on, and it recovers by itself', async (_what, mode) => {
    await using folder = await createTempFolder();
    const control = folder.file('control');
    const file = folder.file('data/milepost.db');
    await using collector = await spawnCollector(
      environmentOf(file, {
        LD_PRELOAD: shim,
        DISK_FAULT_FOLDER: folder.file('data'),
        DISK_FAULT_CONTROL: control,
        MILEPOST_LOG: 'fatal',
      }),
    );
    expect((await collector.putProgram(buildProgram())).status).toBe(200);
    const { send, ...sent } = createSender(collector);
    const scored = async () => (await collector.scores({ metric: 'csat' })).body.rows[0]?.n;
    expect((await send()).status).toBe(200);
    for (let turn = 0; turn < (sizes.isFull ? 3 : 1); turn++) {
      const before = sent.acknowledged.length;
      writeFileSync(control, mode);
      for (let again = 0; again < 5; again++) await expectUnavailable(send);
      expect(await scored()).toBe(before);
      expect(await readiness(collector, 503)).toBe(503);
      expect((await collector.putProgram(buildProgram({ segments: [] }))).status).toBe(503);
      writeFileSync(control, '-');
      expect((await send()).status).toBe(200);
      expect(await scored()).toBe(before + 20);
      expect(await readiness(collector, 200)).toBe(200);
    }
    const { code } = await collector.end('SIGTERM');
    expect(code).toBe(0);
    expectKept(file, sent);
  });

  test.each([
    ['full', 'f'],
    ['read-only', 'r'],
    ['failing', 'e'],
  ])('is %s, a start ends with one line that names the store', async (_what, mode) => {
    await using folder = await createTempFolder();
    const control = folder.file('control');
    writeFileSync(control, mode);
    const { code, stdout, stderr } = await runCollector({
      ...environmentOf(folder.file('milepost.db')),
      MILEPOST_PORT: '0',
      LD_PRELOAD: shim,
      DISK_FAULT_FOLDER: folder.path,
      DISK_FAULT_CONTROL: control,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^MILEPOST_STORE: [^\n]+\n$/);
  });

  test('fails once, only what was being written is refused', async () => {
    await using folder = await createTempFolder();
    const control = folder.file('control');
    const file = folder.file('milepost.db');
    await using collector = await spawnCollector(
      environmentOf(file, {
        LD_PRELOAD: shim,
        DISK_FAULT_FOLDER: folder.path,
        DISK_FAULT_CONTROL: control,
        MILEPOST_LOG: 'fatal',
      }),
    );
    await collector.putProgram(buildProgram());
    const { send, ...sent } = createSender(collector);
    for (const mode of ['e', 's']) {
      expect((await send()).status).toBe(200);
      writeFileSync(control, mode);
      await expectUnavailable(send);
      rmSync(control);
      expect((await send()).status).toBe(200);
    }
    // Whoever ends it now must not lose what came after the fault.
    await collector.end('SIGKILL');
    expectKept(file, sent);
  });
});

const megabyte = 1024 * 1024;

/** A small disk of its own, or null where none can be mounted. */
function mountSmallDisk(folder: string): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return () => execFileSync('umount', ['-l', folder]);
  } catch {
    return null;
  }
}

test('on a real disk that fills up, what fits is kept, the rest is refused, and space is all it needs', async ({
  skip,
}) => {
  await using folder = await createTempFolder();
  const unmount = mountSmallDisk(folder.path);
  if (!unmount) return skip('no small disk can be mounted here; it takes root and Linux');
  try {
    const file = folder.file('milepost.db');
    await using collector = await spawnCollector(environmentOf(file, { MILEPOST_LOG: 'fatal' }));
    await collector.putProgram(buildProgram());
    const { send, ...sent } = createSender(collector);
    const filler = folder.file('filler');
    const { bavail, bsize } = statfsSync(folder.path);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 1.5 * megabyte)));

    let status = 200;
    for (let turn = 0; turn < 500 && status === 200; turn++) status = (await send()).status;
    expect(status).toBe(503);
    expect(sent.acknowledged.length).toBeGreaterThan(0);
    await expectUnavailable(send);
    const { body } = await collector.scores({ metric: 'csat' });
    expect(body.rows).toMatchObject([{ n: sent.acknowledged.length }]);

    rmSync(filler);
    expect((await send()).status).toBe(200);
    await collector.end('SIGKILL');
    expectKept(file, sent);
  } finally {
    unmount();
  }
});
