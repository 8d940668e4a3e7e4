import { describe, expect, test } from 'vitest';
import { buildCsat } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { buildExclusion } from './exclusions.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  readCells,
  readResponses,
  record,
  recordKinds,
  suiteNow,
  withStore,
} from './with-store.ts';

const daysAgo = (days: number) => suiteNow - days * 86_400_000;

/** Retention: erasing what is old, in small steps. */
export function describeRetention(open: OpenStore): void {
  describe('expires', () => {
    test.each([1, 8])('what is older than it may be, a few at a time (buckets: %d)', async (buckets) => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets } }));
      const { store } = opened;
      const states = Array.from({ length: 12 }, (_, index) => ({
        ...buildCsat((index % 5) + 1, {
          shown: new Date(daysAgo(index * 10)).toISOString(),
          ...(index % 2 === 0 && { completed: '2026-11-22T07:00:00Z' }),
        }),
        ...(index % 3 > 0 && { person: { id: `u-${index}`, account: 'acme', traits: { plan: 'pro' } } }),
      }));
      await record(
        store,
        states.map((state) => incoming(state)),
      );
      const before = await readCells(store);
      const limit = { shownBefore: daysAgo(55), at: suiteNow, rows: 4 };
      const steps: number[] = [];
      do steps.push(await store.expire(project, limit));
      while (steps.at(-1) !== 0 && steps.length < 10);
      expect(steps).toEqual([4, 2, 0]);
      const erased = (await readResponses(store)).filter((one) => one.erased !== null);
      expect(erased.map(({ state }) => state.id).sort()).toEqual(
        states
          .slice(6)
          .map(({ id }) => id)
          .sort(),
      );
      expect(JSON.stringify(erased)).not.toMatch(/u-\d|acme/);
      expect(await readCells(store)).toEqual(before);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
      expect(await recordKinds(store, [incoming(states[11] as (typeof states)[0])])).toEqual([
        'person_erased',
      ]);
      // Whoever it was is not erased: what this person was shown later stays.
      expect((await store.person(project, { id: 'u-4', now: suiteNow })).responses).toHaveLength(1);
      expect(await recordKinds(store, [incoming({ ...buildCsat(1), person: { id: 'u-11' } })])).toEqual([
        'accepted',
      ]);
    });

    test('excluded ones, which stay excluded', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const shown = new Date(daysAgo(60)).toISOString();
      await record(store, [incoming({ ...buildCsat(4, { shown }), person: { id: 'u-1', account: 'acme' } })]);
      const before = await readCells(store);
      const exclusion = buildExclusion('account', ['acme']);
      await store.addExclusion(project, exclusion);
      expect(await store.expire(project, { shownBefore: daysAgo(1), at: suiteNow, rows: 10 })).toBe(1);
      expect((await readResponses(store))[0]?.excluded).toHaveLength(1);
      expect(await store.removeExclusion(project, exclusion.id)).toBe(1);
      expect(await readCells(store)).toEqual(before);
    });

    test('nothing of another project', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(store, [incoming(buildCsat(4))]);
      const limit = { shownBefore: suiteNow + 1, at: suiteNow, rows: 10 };
      expect(await store.expire(otherProject, limit)).toBe(0);
      expect((await readResponses(store))[0]?.erased).toBeNull();
    });
  });
}
