import { closeSync, cpSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  type CollectorClient,
  createLoad,
  createRandom,
  createTempFolder,
  launchCollector,
  milepost,
  spawnCollector,
} from '@milepost/testkit';
import { describe, expect, test, vi } from 'vitest';
import { environmentOf } from '../environment.ts';
import { checkStore } from '../kill/check-store.ts';
import { sizes } from '../sizes.ts';
import { readStoreFile } from '../store/store-file.ts';

vi.setConfig({ testTimeout: 90_000 });

const sendOne = (collector: CollectorClient) => {
  const shown = new Date().toISOString();
  return collector.post(buildEnvelope({ sent: shown, responses: [buildCsat(4, { shown })] }));
};

/** A file with answers in it, and no process. */
async function fillStore(file: string, answers: number): Promise<void> {
  await using collector = await spawnCollector(environmentOf(file));
  await collector.putProgram(buildProgram());
  const shown = new Date().toISOString();
  for (let left = answers; left > 0; left -= 100) {
    const responses = Array.from({ length: 100 }, (_, nth) => buildCsat(1 + (nth % 5), { shown }));
    expect((await collector.post(buildEnvelope({ sent: shown, responses }))).status).toBe(200);
  }
  expect((await collector.end('SIGTERM')).code).toBe(0);
}

test('two collectors on one file, and one that is killed, lose nothing and count nothing twice', async () => {
  const random = createRandom(21);
  const load = createLoad(random);
  await using folder = await createTempFolder();
  const file = folder.file('milepost.db');
  await using first = await spawnCollector(environmentOf(file));
  await first.putProgram(buildProgram());
  for (let turn = 0; turn < 3; turn++) {
    await using second = await spawnCollector(environmentOf(file));
    const running = load.run(second);
    const killed = load
      .reach(load.acknowledged.length + random.int(20, 150))
      .then(() => second.end('SIGKILL'));
    // The first one goes on meanwhile, and gets what the other had been sent.
    const again = async () => {
      while (second.printed().stderr === '' && load.acknowledged.length < 2_000) {
        const few = load.acknowledged.slice(-50);
        if (few.length > 0) expect((await load.sendAgain(first, few)).accepted).toBe(0);
        await wait(20);
        if (await Promise.race([killed.then(() => true), wait(0, false)])) return;
      }
    };
    await Promise.all([killed, running, again()]);
  }
  checkStore(file, load);
  const { length } = load.acknowledged;
  expect(length).toBeGreaterThan(50);
  expect(await load.sendAgain(first, load.acknowledged)).toEqual({ accepted: 0, repeated: length });
});

describe('a store whose file', () => {
  test.each([
    ['is deleted', (file: string) => rmSync(file)],
    ['is moved away', (file: string) => renameSync(file, `${file}.old`)],
    [
      'is replaced by another',
      (file: string) => {
        cpSync(file, `${file}.new`);
        renameSync(`${file}.new`, file);
      },
    ],
  ])('%s under the collector acknowledges nothing any more, and says so', async (_what, harm) => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    await using collector = await spawnCollector(environmentOf(file, { MILEPOST_LOG: 'fatal' }));
    await collector.putProgram(buildProgram());
    expect((await sendOne(collector)).status).toBe(200);
    harm(file);
    const { status, body } = await sendOne(collector);
    expect([status, body.code]).toEqual([503, 'unavailable']);
    await vi.waitFor(async () => expect((await collector.request('/readyz')).status).toBe(503), 20_000);
  });

  test('has lost its WAL while it was stopped cleanly has lost nothing', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    await fillStore(file, 500);
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    await using collector = await spawnCollector(environmentOf(file));
    expect((await collector.scores({ metric: 'csat' })).body.rows).toMatchObject([{ n: 500 }]);
  });

  test('has lost its WAL after a kill is an earlier state, sound and counted right, or is refused', async () => {
    const load = createLoad(createRandom(31));
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    await fillStore(file, 500);
    const before = await spawnCollector(environmentOf(file));
    const running = load.run(before);
    await load.reach(300);
    await Promise.all([before.end('SIGKILL'), running]);
    rmSync(`${file}-wal`);
    const launch = launchCollector(environmentOf(file));
    const collector = await launch.listening.catch((error: Error) => error);
    if (collector instanceof Error) {
      expect(collector.message).toMatch(/MILEPOST_STORE/);
      return;
    }
    const { integrity, states, cellFaults } = readStoreFile(file);
    const findings = await milepost(['doctor'], { environment: environmentOf(file) });
    // What SQLite had written back only in part is told.
    if (integrity !== 'ok' || cellFaults.length > 0) expect(findings.code).toBe(1);
    else expect(states.size).toBeGreaterThanOrEqual(500);
    await launch.end('SIGKILL');
  });

  test('has a page that is overwritten is never served in silence, and the doctor tells', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    await fillStore(file, 2_000);
    const pages = statSync(file).size / 4_096;
    const harmed = sizes.isFull ? 8 : 3;
    const silent: number[] = [];
    for (let turn = 0; turn < harmed; turn++) {
      const copy = folder.file(`copy-${turn}.db`);
      cpSync(file, copy);
      const page = 1 + Math.floor(((turn + 0.5) / harmed) * (pages - 1));
      const descriptor = openSync(copy, 'r+');
      writeSync(descriptor, Buffer.alloc(4_096, 0xa5), 0, 4_096, page * 4_096);
      closeSync(descriptor);
      const { code, stdout } = await milepost(['doctor'], { environment: environmentOf(copy) });
      if (code !== 1) silent.push(page);
      expect(stdout).not.toMatch(/\n\s+at /);
      const launch = launchCollector(environmentOf(copy, { MILEPOST_LOG: 'silent' }));
      const collector = await launch.listening.catch((error: Error) => error);
      if (collector instanceof Error) expect(collector.message).toMatch(/MILEPOST_STORE: [^\n]+\n$/);
      else {
        const { status, body } = await collector.scores({ metric: 'csat' });
        if (status === 200) expect(body.rows).toMatchObject([{ n: 2_000 }]);
        else expect(JSON.stringify(body)).not.toMatch(/SQLITE|sqlite|\n\s+at /);
      }
      await launch.end('SIGKILL');
    }
    expect(silent).toEqual([]);
  });
});
