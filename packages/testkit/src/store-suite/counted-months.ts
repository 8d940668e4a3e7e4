import type { Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildCsat } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { buildExclusion } from './exclusions.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  push,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

/** Since 1970-01. */
const november = 56 * 12 + 10;
const october = november - 1;
const inOctober = '2026-10-22T06:59:50Z';

/** Does something, and tells the months whose numbers rose. No number ever falls. */
async function raisedBy(store: Store, work: () => Promise<unknown>): Promise<number[]> {
  const before = await store.monthVersions(project);
  await work();
  const after = await store.monthVersions(project);
  for (const [month, version] of before) expect(after.get(month)).toBeGreaterThanOrEqual(version);
  return [...after]
    .filter(([month, version]) => version > (before.get(month) ?? 0))
    .map(([month]) => month)
    .sort((a, b) => a - b);
}

/** By what kept sums are known to be those of now. */
export function describeCountedMonths(open: OpenStore): void {
  describe('has a number for each month', () => {
    test('that rises with everything that moves in it, and with nothing else', async () => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets: 4 } }));
      const { store } = opened;
      const person = { id: 'u-17', account: 'acme' };
      const early = { ...buildCsat(4, { shown: inOctober }), person };
      const late = buildCsat(2);
      expect(await raisedBy(store, () => record(store, [incoming(early), incoming(late)]))).toEqual([
        october,
        november,
      ]);
      expect(await raisedBy(store, () => record(store, [incoming(early), incoming(late)]))).toEqual([]);
      const completed = { ...late, completed: '2026-11-22T07:00:00Z' };
      expect(await raisedBy(store, () => record(store, [incoming(completed)]))).toEqual([november]);
      const exclusion = buildExclusion('response', [early.id]);
      expect(await raisedBy(store, () => store.addExclusion(project, exclusion))).toEqual([october]);
      expect(await raisedBy(store, () => store.removeExclusion(project, exclusion.id))).toEqual([october]);
      // Its answers stay; that they are of an account does not.
      const erasure = { id: person.id, at: suiteNow, answers: 'keep' as const };
      expect(await raisedBy(store, () => store.erasePerson(project, erasure))).toEqual([october]);
      const expiry = { shownBefore: suiteNow + 1, at: suiteNow, rows: 10 };
      expect(await raisedBy(store, () => store.expire(project, expiry))).toEqual([november]);
      expect((await store.monthVersions(otherProject)).size).toBe(0);
    });

    test('that rises when answers are taken away whole', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const early = { ...buildCsat(4, { shown: inOctober }), person: { id: 'u-17' } };
      await record(store, [incoming(early), incoming(buildCsat(2))]);
      const erasure = { id: 'u-17', at: suiteNow, answers: 'delete' as const };
      expect(await raisedBy(store, () => store.erasePerson(project, erasure))).toEqual([october]);
    });

    test('that rises when all is counted anew, in months that lose their answers too', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(store, [incoming(buildCsat(5, { shown: '2026-11-01T02:00:00Z' }))]);
      expect(await raisedBy(store, () => store.rebuildCells(project))).toEqual([november]);
      const west = buildProgram({ timezone: 'America/New_York' });
      expect(await raisedBy(store, () => push(store, west))).toEqual([october, november]);
    });

    test('that another collector sees', async () => {
      await using opened = await withStore(open);
      const other = await opened.reopen();
      expect(await raisedBy(other, () => record(opened.store, [incoming(buildCsat(5))]))).toEqual([november]);
      expect(await raisedBy(opened.store, () => record(other, [incoming(buildCsat(5))]))).toEqual([november]);
    });
  });
}
