import { randomUUID } from 'node:crypto';
import type { Exclusion, Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../random.ts';
import { readAccountSums, sumPlainly } from './account-model.ts';
import { buildExclusion } from './exclusions.ts';
import { anyProgram, anyResponses, anyTimes, countPlainly } from './history-model.ts';
import {
  incoming,
  type OpenStore,
  project,
  push,
  readCells,
  readResponses,
  recordKinds,
  suiteNow,
  withStore,
} from './with-store.ts';

const dimensions = ['', 'channel', 'locale', 'plan', 'vintage', 'fact:queue'];

/** Two stores that live through the same, but that nothing is ever excluded in the second. */
interface Twins {
  store: Store;
  twin: Store;
}

/** One step of a history; `standing` are the ids of the exclusions that may be there. */
type Step = (twins: Twins, random: Random, standing: Set<string>) => Promise<void>;

/** Counts that must not move. */
async function unmoved(stores: readonly Store[], work: (store: Store) => Promise<unknown>): Promise<void> {
  for (const store of stores) {
    const before = await readCells(store, dimensions);
    await work(store);
    expect(await readCells(store, dimensions)).toEqual(before);
  }
}

function steps(random: Random): Step[] {
  const responses = anyResponses(random, 10);
  const ids = responses.map(([state]) => state?.id ?? '');
  const send: Step = async ({ store, twin }, chance, standing) => {
    const sends = Array.from({ length: chance.int(1, 4) }, () =>
      incoming(chance.pick(chance.pick(responses)), anyTimes(chance)),
    );
    const told = {
      id: randomUUID(),
      reason: 'bot' as const,
      by: 'import',
      at: new Date(suiteNow).toISOString(),
    };
    const brings = chance() < 0.1;
    if (brings) standing.add(told.id);
    const kinds = await recordKinds(
      store,
      sends.map((one) => (brings ? { ...one, excluded: [told] } : one)),
    );
    const others = await recordKinds(twin, sends);
    const refused = (all: string[]) => all.map((kind) => (kind === 'repeated' ? 'accepted' : kind));
    expect(refused(kinds)).toEqual(refused(others));
  };
  const exclude: Step = async ({ store }, chance, standing) => {
    const exclusion: Exclusion = chance.pick([
      () => buildExclusion('person', [`u-${chance.int(0, 3)}`]),
      () => buildExclusion('account', [`a-${chance.int(0, 1)}`]),
      () => buildExclusion('response', [chance.pick(ids), chance.pick(ids)].slice(chance.int(0, 1))),
    ])();
    standing.add(exclusion.id);
    await store.addExclusion(project, {
      ...exclusion,
      targets: [...new Map(exclusion.targets.map((one) => [one.target, one])).values()],
    });
  };
  const lift: Step = async ({ store }, chance, standing) => {
    if (standing.size === 0) return;
    const id = chance.pick([...standing]);
    standing.delete(id);
    await store.removeExclusion(project, id);
  };
  const erase: Step = async ({ store, twin }, chance) => {
    const id = `u-${chance.int(0, 3)}`;
    const at = suiteNow - chance.int(0, 40) * 3_600_000;
    if (chance() < 0.3)
      for (const one of [store, twin]) await one.erasePerson(project, { id, at, answers: 'delete' });
    else await unmoved([store, twin], (one) => one.erasePerson(project, { id, at, answers: 'keep' }));
  };
  const expire: Step = async ({ store, twin }, chance) => {
    const shownBefore = suiteNow - chance.int(20, 50) * 3_600_000;
    await unmoved([store, twin], (one) => one.expire(project, { shownBefore, at: suiteNow, rows: 100 }));
  };
  const change: Step = async ({ store, twin }, chance) => {
    const program = anyProgram(chance);
    for (const one of [store, twin]) await push(one, program);
  };
  return [send, send, send, send, send, send, exclude, exclude, lift, erase, expire, change];
}

/** Any history: what is kept, what is counted anew, and a plain count of the responses are the same. */
export function describeHistory(open: OpenStore): void {
  describe('after any history', () => {
    test.each(Array.from({ length: 24 }, (_, seed) => seed))(
      'the cells are what the responses add up to (seed %d)',
      async (seed) => {
        const random = createRandom(seed);
        const first = anyProgram(random);
        await using opened = await withStore(open, first);
        await using other = await withStore(open, first);
        const twins = { store: opened.store, twin: other.store };
        const { store, twin } = twins;
        const standing = new Set<string>();
        const all = steps(random);
        const check = async (one: Store) => {
          const { program } = (await one.program(project)) ?? {};
          if (!program) throw new Error('there is no program');
          const cells = await readCells(one, dimensions);
          const responses = await readResponses(one);
          expect(cells).toEqual(countPlainly(responses, program));
          expect(await readAccountSums(one)).toEqual(sumPlainly(responses));
          expect(await one.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
          return cells;
        };
        for (let round = 0; round < 5; round++) {
          for (let index = 0; index < 10; index++) await random.pick(all)(twins, random, standing);
          const cells = await check(store);
          const sums = await readAccountSums(store);
          await store.rebuildCells(project);
          expect(await readCells(store, dimensions)).toEqual(cells);
          expect(await readAccountSums(store)).toEqual(sums);
        }
        // Lifted, everything counts as if it had never been out.
        for (const id of standing) await store.removeExclusion(project, id);
        expect((await store.exclusions(project, { after: null, limit: 100 })).rows).toEqual([]);
        expect(await check(store)).toEqual(await check(twin));
      },
    );
  });
}
