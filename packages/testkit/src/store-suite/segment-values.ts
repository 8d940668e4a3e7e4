import { describe, expect, test } from 'vitest';
import { buildCsat } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { buildExclusion } from './exclusions.ts';
import {
  incoming,
  type OpenStore,
  project,
  push,
  readCells,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

/** Values that a segment keeps apart. */
const room = 2_000;

const withPlan = (plan: string, id = 'u-1') =>
  incoming({ ...buildCsat(4), person: { id, traits: { plan } } });

/** The values of a segment that have a place of their own. */
export function describeSegmentValues(open: OpenStore): void {
  describe('of a segment with too many values', () => {
    test('keeps apart those that came first, in two processes and when counted anew', async () => {
      await using opened = await withStore(open);
      const stores = [opened.store, await opened.reopen()] as const;
      const values = Array.from({ length: room + 20 }, (_, index) => `plan-${index}`);
      for (let index = 0; index < values.length; index += 505)
        await record(
          stores[index % 2 === 0 ? 0 : 1],
          values.slice(index, index + 505).map((plan) => withPlan(plan)),
        );
      const cells = await readCells(stores[0], ['plan']);
      // One funnel and one answer for each, and for all the others together.
      expect(Object.keys(cells)).toHaveLength(2 * (room + 1));
      expect(
        Object.entries(cells)
          .filter(([key]) => key.includes('(other)'))
          .map(([, counts]) => counts),
      ).toEqual(['20 20 0 0 0 20', '0 0 0 0 20']);
      expect(await stores[1].verifyCells(project, 1)).toEqual({ faults: [], count: 0 });
      await stores[1].rebuildCells(project);
      expect(await readCells(stores[0], ['plan'])).toEqual(cells);
    }, 60_000);

    test('an excluded answer has its place, so that it comes back as if it had never been out', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const exclusion = buildExclusion('person', ['bot'], { reason: 'bot' });
      await store.addExclusion(project, exclusion);
      await record(store, [withPlan('of a bot', 'bot')]);
      await record(
        store,
        Array.from({ length: room }, (_, index) => withPlan(`plan-${index}`)),
      );
      expect(await store.verifyCells(project, 1)).toEqual({ faults: [], count: 0 });
      await store.removeExclusion(project, exclusion.id);
      const keys = Object.keys(await readCells(store, ['plan']));
      expect(keys.filter((key) => key.includes('of a bot'))).toHaveLength(2);
      expect(keys.filter((key) => key.includes('(other)'))).toHaveLength(2);
      expect(await store.verifyCells(project, 1)).toEqual({ faults: [], count: 0 });
    }, 60_000);

    test('gives them up when the program has the segment no more', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const old = Array.from({ length: room }, (_, index) => withPlan(`old-${index}`));
      await record(store, [...old, withPlan('new')]);
      await push(store, buildProgram({ segments: [] }));
      expect(await readCells(store, ['plan'])).toEqual({});
      await store.erasePerson(project, { id: 'u-1', at: suiteNow, answers: 'delete' });
      await push(store, buildProgram());
      await record(store, [withPlan('new', 'u-2')]);
      expect(Object.keys(await readCells(store, ['plan'])).every((key) => key.includes('new'))).toBe(true);
      expect(await store.verifyCells(project, 1)).toEqual({ faults: [], count: 0 });
    }, 60_000);
  });
}
