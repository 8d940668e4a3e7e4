import { randomUUID } from 'node:crypto';
import type { Exclusion, Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../random.ts';
import { buildExclusion } from './exclusions.ts';
import { anyProgram, anyResponses, anyTimes, countPlainly } from './history-model.ts';
import {
  type OpenStore,
  project,
  push,
  readCells,
  readResponses,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

const dimensions = ['', 'channel', 'locale', 'plan', 'vintage', 'fact:queue'];
const hour = 3_600_000;
/** Of each store, and what each of them does. */
const workers = 3;
const deeds = 40;

interface Deed {
  store: Store;
  random: Random;
  responses: ReturnType<typeof anyResponses>;
  standing: string[];
}

/** Does something, mostly storing. */
async function doAny({ store, random, responses, standing }: Deed): Promise<unknown> {
  const chance = random();
  if (chance < 0.8)
    return record(
      store,
      Array.from({ length: random.int(1, 20) }, () => ({
        state: random.pick(random.pick(responses)),
        ...anyTimes(random),
      })),
    );
  if (chance < 0.87) {
    const exclusion: Exclusion = random.pick([
      buildExclusion('person', [`u-${random.int(0, 3)}`]),
      buildExclusion('account', [`a-${random.int(0, 1)}`]),
    ]);
    standing.push(exclusion.id);
    return store.addExclusion(project, exclusion);
  }
  if (chance < 0.93) return store.removeExclusion(project, standing.shift() ?? randomUUID());
  if (chance < 0.96)
    return store.erasePerson(project, {
      id: `u-${random.int(0, 3)}`,
      at: suiteNow - random.int(0, 40) * hour,
      answers: random.pick(['keep', 'delete']),
    });
  // Of two who push at once, one is told to pull first.
  if (chance < 0.98) return push(store, anyProgram(random)).catch(() => null);
  return store.rebuildCells(project);
}

/** Everything at once, from several processes: what is kept in the end must be what it adds up to. */
export function describeCrowd(open: OpenStore): void {
  describe('used by many at once', () => {
    test.each([1, 2])('counts what it keeps (seed %i)', async (seed) => {
      await using opened = await withStore(open, anyProgram(createRandom(seed)));
      const stores = [opened.store, await opened.reopen(), await opened.reopen()];
      const responses = anyResponses(createRandom(seed), 40);
      const standing: string[] = [];
      await Promise.all(
        stores.flatMap((store, place) =>
          Array.from({ length: workers }, async (_, worker) => {
            const random = createRandom(seed * 100 + place * 10 + worker);
            for (let done = 0; done < deeds; done++) await doAny({ store, random, responses, standing });
          }),
        ),
      );
      for (const store of stores) {
        expect(await store.verifyCells(project, 3)).toEqual({ faults: [], count: 0 });
        const known = await store.program(project);
        if (!known) throw new Error('the program is gone');
        expect(await readCells(store, dimensions)).toEqual(
          countPlainly(await readResponses(store), known.program),
        );
      }
      const { rows } = await opened.store.exclusions(project, { after: null, limit: 1_000 });
      for (const { id } of rows) await opened.store.removeExclusion(project, id);
      expect((await readResponses(opened.store)).filter(({ excluded }) => excluded.length > 0)).toEqual([]);
      expect(await opened.store.verifyCells(project, 3)).toEqual({ faults: [], count: 0 });
    });
  });
}
