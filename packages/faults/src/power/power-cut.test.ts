import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  buildProgram,
  createLoad,
  createRandom,
  createTempFolder,
  launchCollector,
  type Random,
  type TempFolder,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentOf } from '../environment.ts';
import { buildShim, canBuildShims } from '../shim.ts';
import { sizes } from '../sizes.ts';
import { createOldStore } from '../store/old-store.ts';
import { idsOf, readStoreFile } from '../store/store-file.ts';

const normal = pathToFileURL(join(import.meta.dirname, 'synchronous-normal.js')).href;
/** Writes and syncs that a first start or a migration makes, about. */
const callsOfStart = 160;
const cutsPerFile = 6;
const lanes = 3;

let built: TempFolder;
let shim: string;
beforeAll(async () => {
  built = await createTempFolder();
  if (canBuildShims) shim = buildShim('power/power-cut.c', built.path);
});
afterAll(() => built[Symbol.asyncDispose]());

interface Losses {
  cuts: number;
  cutsInStart: number;
  acknowledged: number;
  lost: number;
  corrupt: string[];
  miscounted: string[];
}

/** A file that the power is cut under several times, at first while it is made or migrated. */
async function cutAgainAndAgain(random: Random, control: Record<string, string>, losses: Losses) {
  await using folder = await createTempFolder();
  const file = folder.file('data/milepost.db');
  mkdirSync(folder.file('data'));
  const owed = new Set(random() < 0.5 ? createOldStore(file, 500) : []);
  for (let cut = 0; cut < cutsPerFile; cut++) {
    const isInStart = cut < 2;
    const launch = launchCollector(
      environmentOf(file, {
        ...control,
        LD_PRELOAD: shim,
        POWER_CUT_FOLDER: folder.file('data'),
        POWER_CUT_AFTER: String(isInStart ? random.int(1, callsOfStart) : random.int(callsOfStart, 1_500)),
        POWER_CUT_SEED: String(random.int(1, 2 ** 31)),
        POWER_CUT_SECTOR: random.pick(['512', '4096']),
      }),
    );
    const collector = await launch.listening.catch(() => null);
    losses.cutsInStart += collector ? 0 : 1;
    const load = createLoad(random);
    if (collector) {
      // The power may go before this is answered.
      const put = await collector.putProgram(buildProgram()).catch(() => null);
      if (put) await load.run(collector);
    }
    const { code, stderr } = await launch.ended;
    expect({ code, stderr }).toEqual({ code: 137, stderr: '' });
    losses.cuts += 1;

    for (const { id } of load.acknowledged) owed.add(id);
    losses.acknowledged += load.acknowledged.length;
    // The next collector finds the file as the cut has left it: it is a copy that is looked at.
    const copy = folder.file(`copy-${cut}`);
    cpSync(folder.file('data'), copy, { recursive: true, filter: (path) => !path.endsWith('-shm') });
    const found = lookAt(join(copy, 'milepost.db'));
    if (found.integrity !== 'ok') losses.corrupt.push(found.integrity);
    losses.miscounted.push(...found.cellFaults);
    for (const id of owed)
      if (!found.ids.has(id)) {
        losses.lost += 1;
        owed.delete(id);
      }
  }
}

interface Look {
  integrity: string;
  ids: Set<string>;
  cellFaults: string[];
}

/** A file whose migration has not come through holds what it held before: nothing, or what an older version kept. */
function lookAt(file: string): Look {
  try {
    const { integrity, states, cellFaults } = readStoreFile(file);
    return { integrity, ids: new Set(states.keys()), cellFaults };
  } catch (error) {
    const { message } = error as Error;
    const integrity = /^no such (table|column)/.test(message) ? 'ok' : message;
    return { integrity, ids: message.startsWith('no such column') ? idsOf(file) : new Set(), cellFaults: [] };
  }
}

interface Cutting {
  control?: Record<string, string>;
  /** Goes on after the cuts that are planned for, until this is so or ten times as many are made. */
  until?: (losses: Losses) => boolean;
}

async function cutPower(seed: number, { control = {}, until = () => true }: Cutting = {}): Promise<Losses> {
  const losses: Losses = { cuts: 0, cutsInStart: 0, acknowledged: 0, lost: 0, corrupt: [], miscounted: [] };
  const planned = Math.ceil(sizes.powerCuts / cutsPerFile);
  let files = 0;
  const lane = async () => {
    while (files < planned || (files < 10 * planned && !until(losses)))
      await cutAgainAndAgain(createRandom(seed + files++), control, losses);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return losses;
}

const told = ({ cuts, cutsInStart, acknowledged, lost, corrupt, miscounted }: Losses) =>
  `${cuts} power cuts (${cutsInStart} before it listened): ${lost} of ${acknowledged} acknowledged lost, ` +
  `${miscounted.length} cells miscounted, ${corrupt.length} files corrupt`;

describe.skipIf(!canBuildShims)('when the power goes (needs Linux and a C compiler)', () => {
  test(
    'nothing that was acknowledged is lost, miscounted or corrupt',
    async ({ annotate }) => {
      const losses = await cutPower(100);
      await annotate(`synchronous=FULL: ${told(losses)}`, 'figure');
      expect(losses.cuts).toBeGreaterThanOrEqual(sizes.powerCuts);
      expect(losses.acknowledged).toBeGreaterThan(losses.cuts);
      expect(losses).toMatchObject({ lost: 0, corrupt: [], miscounted: [] });
    },
    sizes.timeout,
  );

  test(
    'a store that syncs less loses what it acknowledged, so that the cuts are known to be real',
    async ({ annotate }) => {
      const losses = await cutPower(500, {
        control: { NODE_OPTIONS: `--import=${normal}` },
        until: ({ lost }) => lost > 0,
      });
      await annotate(`synchronous=NORMAL, the control: ${told(losses)}`, 'figure');
      expect(losses.lost).toBeGreaterThan(0);
      // SQLite promises that much: only the last transactions go, and they go whole.
      expect(losses).toMatchObject({ corrupt: [], miscounted: [] });
    },
    sizes.timeout,
  );
});
