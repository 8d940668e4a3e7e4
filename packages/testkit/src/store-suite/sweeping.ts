import type { Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildCsat } from '../envelope.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  recordKinds,
  suiteNow,
  withStore,
} from './with-store.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

const granted = { ask: true, reason: null, eligibleAt: null, survey: null, gates: [] };

/** Sweeps in steps of two, until nothing is left; tells how many went. */
async function sweep(store: Store, at: number): Promise<number> {
  let swept = 0;
  for (let step = 1; step > 0; swept += step) step = await store.sweep({ at, rows: 2 });
  return swept;
}

/** What is past its time goes, in every project and with nobody asking. */
export function describeSweeping(open: OpenStore): void {
  describe('sweeps away', () => {
    test('refused responses after a week', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const refused = { id: null, person: null, code: 'too_old', detail: '', input: null } as const;
      const rejected = [refused, refused, refused];
      await store.record([
        { project, responses: [], tallies: [], rejected },
        { project: otherProject, responses: [], tallies: [], rejected: [refused] },
      ]);
      const kept = async () => (await store.rejected(project, { before: null, since: 0, limit: 10 })).length;
      expect(await sweep(store, suiteNow + 7 * dayMs - 1)).toBe(0);
      expect(await kept()).toBe(3);
      expect(await sweep(store, suiteNow + 7 * dayMs)).toBe(4);
      expect(await kept()).toBe(0);
    });

    test('what tells of an erasure after 91 days', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const response = incoming({ ...buildCsat(4), person: { id: 'u-17' } });
      await recordKinds(store, [response]);
      for (const [id, at] of [
        ['u-17', suiteNow],
        ['u-18', suiteNow + 1],
      ] as const)
        await store.erasePerson(project, { id, at, answers: 'delete' });
      expect(await sweep(store, suiteNow + 91 * dayMs - 1)).toBe(0);
      expect(await recordKinds(store, [response])).toEqual(['person_erased']);
      // Of the person and of the response.
      expect(await sweep(store, suiteNow + 91 * dayMs)).toBe(2);
      expect(await recordKinds(store, [response])).toEqual(['accepted']);
      const ofOther = incoming({ ...buildCsat(4), person: { id: 'u-18' } });
      expect(await recordKinds(store, [ofOther])).toEqual(['person_erased']);
      expect(await sweep(store, suiteNow + 91 * dayMs + 1)).toBe(1);
      expect(await recordKinds(store, [ofOther])).toEqual(['accepted']);
    });

    test('moments that have expired, also those that were taken back', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const moment = { person: 'u-17', touchpoint: 'pulse', made: suiteNow, expires: suiteNow + 1_000 };
      for (const id of ['a', 'b']) await store.addMoment(project, { ...moment, id });
      await store.removeMoment(project, { id: 'b', now: suiteNow });
      expect(await sweep(store, suiteNow + 999)).toBe(0);
      expect(await sweep(store, suiteNow + 1_000)).toBe(2);
    });

    test('claims after two minutes', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const claim = { project, touchpoint: 'pulse', account: null, at: suiteNow, countPeopleSince: null };
      for (const person of ['u-17', 'u-18', 'u-19'])
        await store.claim({ ...claim, person, response: `of ${person}` }, () => granted);
      expect(await sweep(store, suiteNow + 2 * minuteMs - 1)).toBe(0);
      expect(await sweep(store, suiteNow + 2 * minuteMs)).toBe(3);
    });

    test('the audit log after 400 days', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const entry = { project, key: '1a2b3c4d', action: 'PUT /v1/program', target: null, status: 200 };
      for (const at of [0, 1, 1, 2]) await store.audit({ ...entry, at: suiteNow + at });
      expect(await sweep(store, suiteNow + 400 * dayMs + 1)).toBe(3);
      expect(await store.auditLog(project, { limit: 10 })).toEqual([{ ...entry, at: suiteNow + 2 }]);
    });
  });
}
