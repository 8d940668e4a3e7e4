import { setTimeout as wait } from 'node:timers/promises';
import {
  buildProgram,
  type CollectorClient,
  createLoad,
  createRandom,
  createTempFolder,
  type Load,
  launchCollector,
  type Random,
  spawnCollector,
} from '@milepost/testkit';
import { expect, test } from 'vitest';
import { environmentOf } from '../environment.ts';
import { sizes } from '../sizes.ts';
import { readStoreFile } from '../store/store-file.ts';
import { checkStore } from './check-store.ts';
import { createDeeds } from './deeds.ts';

/** Cycles that one file goes through; it is then looked at closely, and the next one begins. */
const cyclesPerFile = sizes.isFull ? 50 : 8;
const lanes = 3;

const total = { cycles: 0, starts: 0, acknowledged: 0, unanswered: 0, excluded: 0, erased: 0 };

/** Lets the collector go at a moment that nobody has chosen, now and then before it has even started. */
async function killOnce(environment: Record<string, string>, work: Work): Promise<void> {
  const { random } = work;
  const launch = launchCollector(environment);
  const listening = launch.listening.catch((error: Error) => error);
  if (random() < 0.2) {
    await wait(random.int(0, 900));
    const { code, stderr } = await launch.end('SIGKILL');
    await listening;
    expect({ code, stderr }).toEqual({ code: null, stderr: '' });
    total.starts += 1;
    return;
  }
  const collector = await listening;
  if (collector instanceof Error) throw collector;
  if (!work.hasProgram) expect((await collector.putProgram(buildProgram())).status).toBe(200);
  work.hasProgram = true;
  const { load, deeds } = work;
  const works = [load.run(collector), deeds.run(collector)];
  const killed = load
    .reach(load.acknowledged.length + random.int(0, 60))
    .then(() => wait(random.int(0, 100)))
    .then(() => launch.end('SIGKILL'));
  const [{ code, signal }] = await Promise.all([killed, ...works]);
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}

interface Work {
  random: Random;
  load: Load;
  deeds: ReturnType<typeof createDeeds>;
  hasProgram: boolean;
}

async function killAgainAndAgain(seed: number): Promise<void> {
  const random = createRandom(seed);
  const work: Work = { random, load: createLoad(random), deeds: createDeeds(random), hasProgram: false };
  await using folder = await createTempFolder();
  const file = folder.file('milepost.db');
  for (let cycle = 0; cycle < cyclesPerFile; cycle++) await killOnce(environmentOf(file), work);

  await using collector = await spawnCollector(environmentOf(file));
  checkStore(file, work.load, work.deeds);
  await expectNothingTwice(collector, work.load);
  expect(readStoreFile(file)).toMatchObject({ integrity: 'ok', cellFaults: [] });
  total.cycles += cyclesPerFile;
  total.acknowledged += work.load.acknowledged.length;
  total.excluded += work.deeds.excluded.size;
  total.erased += work.deeds.erased.size;
}

/** What was acknowledged changes nothing when it comes again; what was not answered comes in once. */
async function expectNothingTwice(collector: CollectorClient, load: Load): Promise<void> {
  const { acknowledged } = load;
  expect(await load.sendAgain(collector, acknowledged)).toEqual({
    accepted: 0,
    repeated: acknowledged.length,
  });
  const maybe = [...load.unanswered];
  total.unanswered += maybe.length;
  const first = await load.sendAgain(collector, maybe);
  expect(first.accepted + first.repeated).toBe(maybe.length);
  expect(await load.sendAgain(collector, maybe)).toEqual({ accepted: 0, repeated: maybe.length });
}

test(
  'after kill -9 at any moment, everything acknowledged is there and counted once',
  async ({ annotate }) => {
    const seeds = Array.from({ length: sizes.killCycles / cyclesPerFile }, (_, index) => 9 + index);
    const next = seeds.values();
    const lane = async () => {
      for (const seed of next) await killAgainAndAgain(seed);
    };
    await Promise.all(Array.from({ length: Math.min(lanes, seeds.length) }, lane));
    expect(total.cycles).toBe(sizes.killCycles);
    expect(total.acknowledged).toBeGreaterThan(50);
    expect(total.unanswered).toBeGreaterThan(0);
    await annotate(
      `${total.cycles} kill -9 (${total.starts} during the start): 0 of ${total.acknowledged} acknowledged lost, ` +
        `0 counted twice, 0 corrupt files; ${total.excluded} exclusions and ${total.erased} erasures stand`,
      'figure',
    );
  },
  sizes.timeout,
);
