import { setTimeout as wait } from 'node:timers/promises';
import {
  buildProgram,
  type CollectorClient,
  createLoad,
  createRandom,
  createTempFolder,
  type Load,
  spawnCollector,
} from '@milepost/testkit';
import { expect, test } from 'vitest';

const keys = {
  MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
  MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
};
const environment = (store: string) => ({ ...keys, MILEPOST_STORE: `sqlite:${store}`, MILEPOST_RATE: 'off' });

/** The histogram and the number of prompts, which must be the same in every dimension. */
async function counts(collector: CollectorClient) {
  const all = await Promise.all(
    [{}, { by: 'plan' }, { by: 'channel' }, { by: 'touchpoint' }].map(async (by) => {
      const { body } = await collector.scores({ metric: 'csat', ...by });
      expect(body.rows.length).toBeLessThanOrEqual(1);
      const [row] = body.rows;
      return { n: row?.n ?? 0, histogram: row?.histogram, shown: row?.funnel.shown ?? 0 };
    }),
  );
  for (const one of all) expect(one).toEqual(all[0]);
  return all[0];
}

/** Everything acknowledged is there, and everything that is there is counted once. */
async function expectNothingLost(collector: CollectorClient, { acknowledged, unanswered, sendAgain }: Load) {
  const before = await counts(collector);
  expect(await sendAgain(collector, acknowledged)).toEqual({ accepted: 0, repeated: acknowledged.length });
  expect(await counts(collector)).toEqual(before);

  const maybe = [...unanswered];
  const { accepted, repeated } = await sendAgain(collector, maybe);
  expect(accepted + repeated).toBe(maybe.length);
  expect({ n: before?.n, shown: before?.shown }).toEqual({
    n: acknowledged.length + repeated,
    shown: acknowledged.length + repeated,
  });

  const histogram: Record<string, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  const all = [...acknowledged, ...maybe];
  for (const { answers } of all) {
    const value = String(answers?.[0]?.value);
    histogram[value] = (histogram[value] ?? 0) + 1;
  }
  expect(await counts(collector)).toEqual({ n: all.length, shown: all.length, histogram });
}

test('after kill -9 at any moment, everything acknowledged is there and counted once', async () => {
  const cycles = 16;
  const random = createRandom(9);
  const load = createLoad(random);
  await using folder = await createTempFolder();
  const store = environment(folder.file('milepost.db'));
  for (let cycle = 0; cycle < cycles; cycle++) {
    await using collector = await spawnCollector(store);
    if (cycle === 0) expect((await collector.putProgram(buildProgram())).status).toBe(200);
    const running = load.run(collector);
    // The first cycles are over in a blink, later ones have time for hundreds of commits.
    await wait(random.int(5, 60 + 40 * cycle));
    expect((await collector.end('SIGKILL')).signal).toBe('SIGKILL');
    await running;
  }
  expect(load.acknowledged.length).toBeGreaterThan(50);
  expect(load.unanswered.length).toBeGreaterThan(0);

  await using collector = await spawnCollector(store);
  await expectNothingLost(collector, load);
}, 60_000);

test('SIGTERM in the middle of it all loses nothing, and the process ends with 0', async () => {
  const random = createRandom(15);
  const load = createLoad(random);
  await using folder = await createTempFolder();
  const store = environment(folder.file('milepost.db'));
  for (let cycle = 0; cycle < 2; cycle++) {
    await using collector = await spawnCollector(store);
    if (cycle === 0) await collector.putProgram(buildProgram());
    const running = load.run(collector);
    await wait(random.int(100, 400));
    const { code, signal, stderr } = await collector.end('SIGTERM');
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
    await running;
  }
  await using collector = await spawnCollector(store);
  await expectNothingLost(collector, load);
}, 60_000);
